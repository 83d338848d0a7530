// Checks of the pull secret itself: that it is there, and what the readers make of it.
import type { Finding, Severity } from '../findings/finding.ts';
import { resultFrom } from '../function/input/finding-result.ts';
import { textIn } from '../function/observe/existing-secret.ts';
import { identityOf } from '../krm/identity.ts';
import { get, listAt } from '../krm/object.ts';
import { DOCKER_CONFIG_KEY, DOCKER_CONFIG_TYPE } from '../registry/pull-secret.ts';
import { checkDockerConfig } from '../registry/readers.ts';
import { broken, check, doubtful } from './check.ts';
import { copying } from './copy-checks.ts';
import type { DockerConfigText } from './fact.ts';
import { ecrExpiry, loginsIn } from './logins.ts';
import { isEncrypted, reference, secretField } from './secret.ts';

const WHOLE: readonly string[] = [
  'entry-empty',
  'login-empty',
  'login-token',
  'login-newline-sent',
];
const NONE: readonly string[] = ['no-login', 'no-login-helper', 'no-login-dockercfg'];
const ENDING: readonly string[] = ['login-aws', 'login-expires', 'login-expired'];

type Code = Finding['code'];

/** What is known of any docker config, as far as it is a matter of one check. */
function resultsOf(
  { text, field, secret }: DockerConfigText,
  now: Date,
  isMatter: (code: Code, severity: Severity) => boolean,
  grade?: Severity,
) {
  const findings = checkDockerConfig(text, field, now).filter(({ code, severity }) =>
    isMatter(code, severity),
  );
  return findings.map(finding =>
    resultFrom(grade ? { ...finding, severity: grade } : finding, identityOf(secret)),
  );
}

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
      const isWhole = textIn(pullSecret, DOCKER_CONFIG_KEY) !== undefined;
      const remedy = isWhole ? { command: copying(itself, 'replace --force') } : {};
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
      const message = `\`${path}\` must be the base64 of a docker config. If it is plain text, move it to \`stringData\``;
      return [broken(pullSecret, message, path)];
    },
  ),
  check(
    'EPR0305',
    {
      title: 'Both readers can read the docker config',
      means: 'one malformed entry makes the whole file useless, for every image',
      todo: 'correct the entry; the function writes none that a reader refuses',
      byFunction: true,
    },
    ['dockerConfig', 'now'],
    ({ dockerConfig, now }) => resultsOf(dockerConfig, now, (_, severity) => severity === 'error'),
  ),
  check(
    'EPR0306',
    {
      title: 'The function runner finds each login',
      means: 'it looks for the bare host alone, in lower case, and else goes on anonymously',
      todo: 'the bare host as key; `index.docker.io` for Docker Hub, as the function writes it',
      byFunction: true,
    },
    ['dockerConfig', 'now'],
    ({ dockerConfig, now }) =>
      resultsOf(
        dockerConfig,
        now,
        (code, severity) =>
          severity === 'warning' && ![...WHOLE, ...NONE, ...ENDING].includes(code),
      ),
  ),
  check(
    'EPR0307',
    {
      title: 'Each login is whole, for both readers',
      means:
        'the kubelet takes `auth`, or `username` and `password`, and never a token; both send a newline',
      todo: 'a user and a password or access token; for `az acr login` those of a service principal',
      byFunction: true,
    },
    ['dockerConfig', 'now'],
    ({ dockerConfig, now }) => resultsOf(dockerConfig, now, code => WHOLE.includes(code)),
  ),
  check(
    'EPR0308',
    {
      title: 'There is a login',
      means: 'all images are read anonymously',
      todo: 'give the credentials themselves: with `credsStore` or `credHelpers` they are not in the file',
      byFunction: true,
    },
    ['dockerConfig', 'now'],
    ({ dockerConfig, now }) => resultsOf(dockerConfig, now, code => NONE.includes(code), 'error'),
  ),
  check(
    'EPR0309',
    {
      title: 'No login has expired',
      means: 'the registry answers `UNAUTHORIZED`',
      todo: 'a new token; for short-lived ones an ExternalSecret or another maker that renews them',
    },
    ['dockerConfig', 'now'],
    ({ dockerConfig, now }) => {
      const { text, field, secret } = dockerConfig;
      const isRenewed = listAt(secret, 'metadata', 'ownerReferences').length > 0;
      const ecr = loginsIn(text).flatMap(({ key, login, place }) => {
        const end = ecrExpiry(login.password);
        if (key === '' || end === undefined || end > now) return [];
        const message = `\`${field}\`: ${place()}: the token of ECR has expired. Renew it`;
        return [broken(secret, message, field)];
      });
      return [
        ...ecr,
        ...resultsOf(dockerConfig, now, code => code === 'login-expired', 'error'),
        ...(isRenewed
          ? []
          : resultsOf(dockerConfig, now, code => code === 'login-expires', 'warning')),
      ];
    },
  ),
];
