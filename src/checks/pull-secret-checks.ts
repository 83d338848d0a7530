// Checks of the pull secret itself: that it is there, and is one.
import { textIn } from '../function/observe/existing-secret.ts';
import { get, listAt } from '../krm/object.ts';
import { DOCKER_CONFIG_KEY, DOCKER_CONFIG_TYPE } from '../registry/pull-secret.ts';
import { broken, check, doubtful } from './check.ts';
import { copying } from './copy-checks.ts';
import { holdsLogin } from './logins.ts';
import { isEncrypted, reference, secretField } from './secret.ts';

export const PULL_SECRET_CHECKS = [
  check(
    'EPR0301',
    {
      title: 'The pull secret is there',
      means: 'the function runner stays in ContainerCreating: `secret "auth-secret" not found`',
      todo: 'apply Secret and Deployment together; with `existing` or `externalSecret`, see why its maker has not made it',
      byFunction: true,
    },
    ['origin', 'names', 'pullSecret'],
    ({ origin, names: { namespace, secretName }, pullSecret }) => {
      if (pullSecret !== undefined) return [];
      const missing = reference('Secret', secretName, namespace);
      // Something outside the package may make it.
      if (origin === 'package') {
        return [
          doubtful(missing, 'the package lacks the pull secret. Add it, or see that it is made'),
        ];
      }
      const message =
        'the pull secret is missing. Apply it, or find out why its maker has not made it';
      return [broken(missing, message)];
    },
  ),
  check(
    'EPR0302',
    {
      title: 'The pull secret is in the namespace of the Deployment',
      means: 'no pod reads a Secret of another namespace',
      todo: 'run the function after `set-namespace`',
      byFunction: true,
    },
    ['names', 'strayed'],
    ({ names: { namespace }, strayed }) =>
      strayed.map(secret => {
        const message = `the Secret must be in namespace \`${namespace}\`, that of the Deployment. Move it there`;
        return broken(secret, message, 'metadata.namespace');
      }),
  ),
  check(
    'EPR0303',
    {
      title: 'The pull secret has the type of one',
      means: 'the kubelet uses no Secret of another type',
      todo: `a Secret of type \`${DOCKER_CONFIG_TYPE}\`: delete it and make it anew, for the type cannot change`,
      byFunction: true,
    },
    ['names', 'pullSecret'],
    ({ names, pullSecret }) => {
      if (pullSecret === undefined || isEncrypted(pullSecret)) return [];
      if (get(pullSecret, 'type') === DOCKER_CONFIG_TYPE) return [];
      const message = `\`type\` must be \`${DOCKER_CONFIG_TYPE}\`. Make the Secret anew with it`;
      const itself = { ...names, podNamespace: names.namespace };
      // One that something else makes would come back as it was, without what that one had written.
      const isMade = listAt(pullSecret, 'metadata', 'ownerReferences').length > 0;
      const isWhole = holdsLogin(textIn(pullSecret, DOCKER_CONFIG_KEY));
      const remedy = isWhole && !isMade ? { command: copying(itself, 'replace --force') } : {};
      return [broken(pullSecret, message, 'type', remedy)];
    },
  ),
  check(
    'EPR0304',
    {
      title: 'The pull secret holds a docker config',
      means: 'there is nothing to read: every image fails, public ones too',
      todo: `the docker config under the key \`${DOCKER_CONFIG_KEY}\``,
      byFunction: true,
    },
    ['pullSecret'],
    ({ pullSecret }) => {
      if (pullSecret === undefined || isEncrypted(pullSecret)) return [];
      if (textIn(pullSecret, DOCKER_CONFIG_KEY) !== undefined) return [];
      const path = secretField(pullSecret, DOCKER_CONFIG_KEY);
      if (get(pullSecret, 'data', DOCKER_CONFIG_KEY) === undefined) {
        const message = `\`${path}\` is missing. Put the docker config under that key`;
        return [broken(pullSecret, message, path)];
      }
      const message = `\`${path}\` must be the base64 of a docker config. If it is plain text, move it to \`stringData\``;
      return [broken(pullSecret, message, path)];
    },
  ),
];
