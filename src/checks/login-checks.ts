// Checks of the docker config in the pull secret: what its two readers make of each login.
import type { Finding, Severity } from '../findings/finding.ts';
import { resultFrom } from '../function/input/finding-result.ts';
import { identityOf } from '../krm/identity.ts';
import { listAt } from '../krm/object.ts';
import { checkDockerConfig } from '../registry/readers.ts';
import { broken, check } from './check.ts';
import type { DockerConfigText } from './fact.ts';
import { ecrExpiry, loginsIn } from './logins.ts';

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

export const LOGIN_CHECKS = [
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
        const message = `\`${field}\`${place()}: the token of ECR has expired. Renew it`;
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
