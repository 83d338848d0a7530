// Checks of images that the user names: which login each reader takes, and what the registry answers.
import type { CheckCode } from '../findings/codes.ts';
import type { Severity } from '../findings/finding.ts';
import { type Answer, WORDS } from './answer.ts';
import { type Check, check, type Draft } from './check.ts';
import { type ImageAnswer, type ReaderName, whoOf } from './named-image.ts';

const draft = (severity: Severity, message: string): Draft => ({ severity, message });

/** What is found where a registry gives that answer, with a login. */
const ANSWERS: readonly (readonly [
  code: CheckCode,
  answers: readonly Answer[],
  title: string,
  means: string,
  todo: string,
])[] = [
  [
    'EPR0904',
    ['unauthorized'],
    'The registry accepts the login',
    '`UNAUTHORIZED`: the function runner fails at once, function pods stay in ImagePullBackOff',
    'the right user and password, or a token that has not expired',
  ],
  [
    'EPR0905',
    ['denied'],
    'The login may read the image',
    '`DENIED`: the login is good, but not for this image',
    'give its user the right to pull it',
  ],
  [
    'EPR0906',
    ['missing'],
    'The registry has the image',
    '`MANIFEST_UNKNOWN`; some registries say so to those who may not read it',
    'name and tag; the rights of the user',
  ],
  [
    'EPR0907',
    ['limited'],
    'The registry does not limit the rate',
    '`TOOMANYREQUESTS`: images fail now and then',
    'a login with a higher limit; a mirror',
  ],
  [
    'EPR0908',
    ['untrusted'],
    "The registry's certificate is trusted",
    '`x509`: a private CA that is not given, or not the one that signed',
    '`tlsCA` or `tlsSecretName` for the function runner; the runtime of the nodes for function pods',
  ],
  [
    'EPR0909',
    ['unknown-host', 'unreachable'],
    'The registry answers',
    'no route, no DNS, a proxy or a firewall; asked from where the doctor runs',
    'the name of the registry; the network',
  ],
  [
    'EPR0910',
    ['other'],
    'The registry answers as registries do',
    'a fault of the registry, or something else at its address',
    'the log of the registry',
  ],
];

const answerChecks = ANSWERS.map(
  ([code, answers, title, means, todo]): Check =>
    check(code, { title, means, todo }, ['images'], ({ images }) =>
      images.flatMap(image =>
        image.answers
          .filter(({ entry, answer }) => {
            const isAnonymous = entry === undefined && ANONYMOUS.includes(answer);
            return !isAnonymous && answers.some(each => each === answer);
          })
          .map(each =>
            draft('error', `\`${image.name}\` (${whoOf(each)}): ${WORDS[each.answer as Answer]}`),
          ),
      ),
    ),
);

/** Without a login these say that one is missing. */
const ANONYMOUS: readonly ImageAnswer['answer'][] = ['unauthorized', 'denied', 'missing'];

const loginCheck = (
  code: CheckCode,
  reader: ReaderName,
  title: string,
  means: string,
  todo: string,
) =>
  check(code, { title, means, todo }, ['images'], ({ images }) =>
    images.flatMap(({ name, answers }) =>
      answers
        .filter(({ readers, entry }) => readers.includes(reader) && entry === undefined)
        .filter(({ answer }) => answer === undefined || ANONYMOUS.includes(answer))
        .map(({ answer }) =>
          draft(
            answer === undefined ? 'warning' : 'error',
            `the ${reader} has no login for \`${name}\`${answer === undefined ? '' : ', and the registry wants one'}. ` +
              "Give one for the image's registry",
          ),
        ),
    ),
  );

export const IMAGE_CHECKS: readonly Check[] = [
  check(
    'EPR0901',
    {
      title: "The image's name is one",
      means: 'nobody can pull it',
      todo: 'as in `ghcr.io/org/fn:v1`, without a scheme or a user',
    },
    ['images'],
    ({ images }) =>
      images
        .filter(({ name }) => name === undefined)
        .map(({ position }) =>
          draft(
            'error',
            `image ${position} is no image's name. Write it as in \`ghcr.io/org/fn:v1\``,
          ),
        ),
  ),
  loginCheck(
    'EPR0902',
    'function runner',
    "The function runner has a login for the image's registry",
    'it reads the image anonymously: `UNAUTHORIZED`',
    "a login under the registry's bare host",
  ),
  loginCheck(
    'EPR0903',
    'kubelet',
    "The kubelet has a login for the image's registry",
    'function pods stay in ImagePullBackOff',
    "a login under the registry's bare host",
  ),
  ...answerChecks,
];
