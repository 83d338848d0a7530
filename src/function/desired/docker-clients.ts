// The Deployments that `dockerConfigFor` names: their containers get `DOCKER_CONFIG` with the pull secret.
import { done, each, failed, type Step, unlessErrors } from '../../findings/step.ts';
import type { Item } from '../../krm/item.ts';
import { get } from '../../krm/object.ts';
import { errorOn, infoOn, type Result } from '../../krm/result.ts';
import { imageHost } from '../../registry/image-host.ts';
import { textAt } from '../../yaml/lookup.ts';
import { nodeValue } from '../../yaml/value.ts';
import type { Credentials } from '../input/credentials.ts';
import type { Inputs } from '../input/inputs.ts';
import {
  CLIENT_FOLDER,
  CLIENT_VOLUME,
  DOCKER_CONFIG,
  type DockerClient,
  observeClient,
} from '../observe/docker-clients.ts';
import { listPath } from '../observe/editable-fields.ts';
import { deploymentsNamed } from '../observe/evaluator.ts';
import type { Observed } from '../observe/observe.ts';
import { tagRanges } from '../observe/tag-ranges.ts';
import { entryWith, isNested, mountPathOf, secretNameOf } from '../observe/wiring.ts';
import type { DesiredClient, Note } from './desired.ts';

export function desiredClients(
  inputs: Inputs,
  observed: Observed,
): Step<readonly DesiredClient[], Result> {
  const { dockerConfigFor = '', state } = inputs.options;
  const { secretName } = observed.pullSecret.names;
  const names = state === 'disabled' ? [] : dockerConfigFor.split(',').map(name => name.trim());
  const wanted = each(
    names.filter(Boolean).map((name, index) => clientNamed(inputs, observed, name, index)),
  );
  if (!wanted.ok) return wanted;
  // One Deployment may be named twice, with its namespace and without.
  const clients = new Map(wanted.value.map(client => [client.item, client]));
  const former = observed.clients.filter(({ item }) => !clients.has(item));
  return done([
    ...[...clients.values()].map(client => ({ client, secretName })),
    ...former.map(client => ({ client, secretName: undefined })),
  ]);
}

function clientNamed(
  inputs: Inputs,
  observed: Observed,
  name: string,
  index: number,
): Step<DockerClient, Result> {
  const { items, owner } = inputs;
  const { runner } = observed;
  const [item, other] = deploymentsNamed(items, name);
  const path = 'data.dockerConfigFor';
  // The name itself is the user's text, and could be anything.
  const entry = `entry ${index + 1} of \`${path}\``;
  if (item === undefined || other !== undefined) {
    const count = item === undefined ? 'none' : 'several';
    const message =
      `${entry} must name one Deployment of the package, which holds ${count} of that name. ` +
      'Write `NAME` or `NAMESPACE/NAME`';
    return failed(errorOn(owner, 'client-not-one', message, path));
  }
  if (item.identity.namespace !== runner.namespace) {
    const message =
      `${entry} names a Deployment outside of \`${runner.namespace}\`, the namespace of the pull secret. ` +
      'Name Deployments of that namespace only';
    return failed(errorOn(owner, 'client-namespace', message, path));
  }
  const client = observeClient(item);
  if (!client.ok) return client;
  const rivals = item === runner.item ? wiringRivals(inputs, observed) : [];
  return unlessErrors([...conflicts(client.value), ...rivals], () => client.value);
}

/** Where the evaluator itself gets the config: names of its wiring that are those of the config too. */
function wiringRivals({ owner, options }: Inputs, { pullSecret, caSecret }: Observed): Result[] {
  const hasCa = options.tlsCA !== undefined || options.tlsSecretName !== undefined;
  return [pullSecret, ...(hasCa ? [caSecret] : [])].flatMap(({ names, secret }) => {
    const rivals = {
      [secret.options.volumeName]: names.volumeName === CLIENT_VOLUME && CLIENT_VOLUME,
      [secret.options.mountPath]: isNested(names.mountPath, CLIENT_FOLDER) && CLIENT_FOLDER,
    };
    return Object.entries(rivals).flatMap(([option, taken]) => {
      if (taken === false) return [];
      const path = `data.${option}`;
      const message = `\`${path}\` collides with \`${taken}\`, which \`dockerConfigFor\` needs in this Deployment. Choose another one`;
      return [errorOn(owner, 'client-conflict', message, path)];
    });
  });
}

/** What stands where the function would put its own. */
function conflicts({ item, containers }: DockerClient): Result[] {
  const error = (message: string, path: string) =>
    errorOn(item.identity, 'client-conflict', message, path);
  const [{ volumes }] = containers;
  const volume = entryWith(
    volumes,
    node => textAt(node, 'name') === CLIENT_VOLUME && secretNameOf(node) === undefined,
  );
  const taken = `${listPath(volumes)}[${volume?.index}]`;
  const volumeName = `\`${taken}\` has the name \`${CLIENT_VOLUME}\`, which the function needs. Rename it`;
  return [
    ...(volume === undefined ? [] : [error(volumeName, taken)]),
    ...containers.flatMap(({ tree, env, volumeMounts }) => {
      const index = env.items.findIndex(node => textAt(node, 'name') === DOCKER_CONFIG);
      const entry = env.items[index];
      const value = entry && get(nodeValue(tree, entry), 'value');
      const mount = entryWith(
        volumeMounts,
        node => mountPathOf(node) === CLIENT_FOLDER && textAt(node, 'name') !== CLIENT_VOLUME,
      );
      const variable = `${listPath(env)}[${index}]`;
      const set = `\`${variable}\` already sets \`${DOCKER_CONFIG}\`. Remove it, or remove the Deployment from \`dockerConfigFor\``;
      const mounted = `${listPath(volumeMounts)}[${mount?.index}]`;
      const folder = `\`${mounted}\` uses the folder \`${CLIENT_FOLDER}\`, which the function needs. Choose another one`;
      return [
        ...(entry !== undefined && value !== CLIENT_FOLDER ? [error(set, variable)] : []),
        ...(mount === undefined ? [] : [error(folder, mounted)]),
      ];
    }),
  ];
}

/** Where a pipeline has a version range on a private image, and nothing resolves it with a login. */
export function tagRangeNotes({ items, options }: Inputs, content: Credentials['content']): Note[] {
  if (options.dockerConfigFor !== undefined || content === undefined) return [];
  const hosts = new Set(
    content.kind === 'references'
      ? content.config.auths.keys()
      : Object.keys(authsOf(content.text)),
  );
  const affected = new Set<Item>(
    tagRanges(items).flatMap(({ item, image }) => (hosts.has(imageHost(image)) ? [item] : [])),
  );
  return [...affected].map(({ identity }) => ({
    part: 'pull secret',
    when: 'any change',
    result: infoOn(identity, 'tag-range-without-login', TAG_RANGE),
  }));
}

const authsOf = (text: string): object => (JSON.parse(text) as { auths: object }).auths;

const TAG_RANGE =
  'a `tag:` here is a version range on a private image, which Porch resolves without the pull secret. ' +
  'Set `dockerConfigFor: porch-server`, and add `porch-controllers` where PackageRevisions are custom resources';
