// An image that the user names, and what its registry answers to each reader.
import type { Answer } from './answer.ts';

/** Who reads registries, in the words of messages. */
export const READERS = ['function runner', 'kubelet'] as const;
export type ReaderName = (typeof READERS)[number];

export type ImageAnswer = {
  readonly readers: readonly ReaderName[];
  /** As in `auths entry 2`; undefined: anonymously. */
  readonly entry: string | undefined;
  readonly answer: 'present' | Answer | undefined;
};

/** What the registry says, in few words. */
export const shortly = (answer: ImageAnswer['answer']): string =>
  answer === undefined ? 'not asked' : answer === 'present' ? 'the registry has it' : NAMES[answer];

const NAMES: Readonly<Record<Answer, string>> = {
  unauthorized: 'UNAUTHORIZED',
  denied: 'DENIED',
  missing: 'MANIFEST_UNKNOWN',
  limited: 'TOOMANYREQUESTS',
  untrusted: 'x509',
  'unknown-host': 'no such host',
  unreachable: 'no answer',
  other: 'another answer',
};

export type NamedImage = {
  /** Undefined where it is no image's name, and may be anything. */
  readonly name: string | undefined;
  /** From 1, among the arguments. */
  readonly position: number;
  /** What each reader takes; `answer` is undefined where no registry is asked. */
  readonly answers: readonly ImageAnswer[];
};

/** As in `function runner and kubelet, with auths entry 2`. */
export const whoOf = ({ readers, entry }: ImageAnswer): string =>
  `${readers.join(' and ')}, ${entry === undefined ? 'without a login' : `with ${entry}`}`;
