// Checks of the pull secret itself: that it is there, and what the readers make of it.
import { resultFrom } from '../function/input/finding-result.ts';
import { identityOf } from '../krm/identity.ts';
import { get } from '../krm/object.ts';
import { DOCKER_CONFIG_KEY, DOCKER_CONFIG_TYPE } from '../registry/pull-secret.ts';
import { checkDockerConfig } from '../registry/readers.ts';
import { broken, check, doubtful } from './check.ts';
import { copying } from './copy.ts';
import { entriesIn, loginsIn } from './logins.ts';
import type { DockerConfigText } from './observed.ts';
import { isEncrypted, reference, secretField, secretText } from './secret.ts';

const DAY_MS = 86_400_000;

/** The finding on an entry that the kubelet cannot use. */
const NO_LOGIN = 'entry-no-login';

const findingsIn = ({ text, field }: DockerConfigText) => checkDockerConfig(text, field);
const resultsOf = (config: DockerConfigText, of: (code: string, severity: string) => boolean) =>
  findingsIn(config)
    .filter(({ code, severity }) => of(code, severity))
    .map(finding => resultFrom(finding, identityOf(config.secret)));

export const PULL_SECRET_CHECKS = [
  check(
    'EPR0301',
    {
      title: 'The pull secret is there',
      means: 'the evaluator stays in ContainerCreating: `secret "auth-secret" not found`',
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
      if (pullSecret === undefined || get(pullSecret, 'type') === DOCKER_CONFIG_TYPE) return [];
      const message = `\`type\` must be \`${DOCKER_CONFIG_TYPE}\`. Make the Secret anew with it`;
      const itself = { ...names, podNamespace: names.namespace };
      const isWhole = secretText(pullSecret, DOCKER_CONFIG_KEY) !== undefined;
      const mend = isWhole ? { command: copying(itself, 'replace --force') } : {};
      return [broken(pullSecret, message, 'type', mend)];
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
      if (secretText(pullSecret, DOCKER_CONFIG_KEY) !== undefined) return [];
      const path = secretField(pullSecret, DOCKER_CONFIG_KEY);
      const message = `\`${path}\` must be the base64 of a docker config. If it is plain text, move it to \`stringData\``;
      return [broken(pullSecret, message, path)];
    },
  ),
  check(
    'EPR0305',
    {
      title: 'Both readers can read the docker config',
      means: 'one malformed entry makes the whole file useless, for every image',
      todo: 'mend the entry; the function writes none that a reader refuses',
      byFunction: true,
    },
    ['dockerConfig'],
    ({ dockerConfig }) => resultsOf(dockerConfig, (_, severity) => severity === 'error'),
  ),
  check(
    'EPR0306',
    {
      title: 'The evaluator finds each login',
      means: 'it looks for the bare host alone, in lower case, and else goes on anonymously',
      todo: 'the bare host as key; `index.docker.io` for Docker Hub, as the function writes it',
      byFunction: true,
    },
    ['dockerConfig'],
    ({ dockerConfig }) =>
      resultsOf(dockerConfig, (code, severity) => severity === 'warning' && code !== NO_LOGIN),
  ),
  check(
    'EPR0307',
    {
      title: 'The kubelet can use each login',
      means: 'it takes `auth`, or `username` and `password`, and never a token',
      todo: 'a user and a password or access token; for `az acr login` those of a service principal',
      byFunction: true,
    },
    ['dockerConfig'],
    ({ dockerConfig }) => resultsOf(dockerConfig, code => code === NO_LOGIN),
  ),
  check(
    'EPR0308',
    {
      title: 'There is a login',
      means: 'all images are read anonymously',
      todo: 'give the credentials themselves: with `credsStore` or `credHelpers` they are not in the file',
      byFunction: true,
    },
    ['dockerConfig'],
    ({ dockerConfig }) => {
      const { text, field, secret } = dockerConfig;
      if (entriesIn(text)?.size !== 0) return [];
      const message = `\`${field}\` holds no login. Give \`auths\` an entry for each registry`;
      return [broken(secret, message, field)];
    },
  ),
  check(
    'EPR0309',
    {
      title: 'No login has expired',
      means: 'the registry answers `UNAUTHORIZED`',
      todo: 'a new token; for short-lived ones an ExternalSecret or another maker that renews them',
      byFunction: true,
    },
    ['dockerConfig', 'now'],
    ({ dockerConfig: { text, field, secret }, now }) =>
      loginsIn(text).flatMap(({ expires, index }) => {
        if (expires === undefined || expires.getTime() - now.getTime() > DAY_MS) return [];
        const at = `\`${field}\`: \`auths\`, entry ${index + 1}`;
        const when = expires.toISOString().slice(0, 16).replace('T', ' ');
        return expires <= now
          ? [broken(secret, `${at}: the token expired at ${when} UTC. Give a new one`, field)]
          : [doubtful(secret, `${at}: the token expires at ${when} UTC. Renew it before`, field)];
      }),
  ),
];
