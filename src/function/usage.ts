// What the function says of itself: its name, its version, its usage.
import about from '../../package.json' with { type: 'json' };

export const VERSION = about.version;

/** The image's name where the image does not know it from its build. */
export const PUBLISHED_IMAGE = `ghcr.io/enable-private-registries/enable-private-registries:v${VERSION}`;

export const USAGE = `enable-private-registries ${VERSION}
Makes Porch pull kpt functions from private registries.

A KRM function: it reads a ResourceList on stdin and writes it to stdout, with the pull secret, its
volume and mount, and the flags of the function runner. Exit status 1 and an error in \`results\`
where the input is wrong; the items then stay as they came.

  kpt fn eval DIR --image IMAGE -- registry=ghcr.io username=USER password=PASSWORD
  kpt fn eval DIR --image IMAGE --fn-config FILE
  function.js < resource-list.yaml > out.yaml

  -h, --help      print this
      --version   print the version
`;
