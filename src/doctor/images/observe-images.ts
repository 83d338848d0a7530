// Images by name: the entries that each reader takes, and what the registry answers to each.

import { caOf } from '../../checks/ca-checks.ts';
import { type Fact, known, mapFact, unread } from '../../checks/fact.ts';
import {
  type ImageAnswer,
  type NamedImage,
  READERS,
  type ReaderName,
} from '../../checks/named-image.ts';
import type { Observed } from '../../checks/observed.ts';
import { decodeDockerConfig, type Entry } from '../../registry/decode.ts';
import { kubeletEntries, runnerEntry } from '../../registry/image-logins.ts';
import { parseReference } from './reference.ts';
import type { Question, Reply } from './registry.ts';

type Ask = (question: Question) => Promise<Reply>;

/** @param ask undefined: no registry is asked */
export async function observeImages(
  images: readonly string[],
  observed: Observed,
  ask: Ask | undefined,
): Promise<Fact<readonly NamedImage[]>> {
  const entries = mapFact(observed.dockerConfig ?? UNSEEN, ({ text }) => entriesIn(text));
  if (!entries.isKnown) return entries;
  const ca = caOf(observed);
  return known(
    await Promise.all(
      images.map((image, index) => namedImage(image, index + 1, entries.value, ca, ask)),
    ),
  );
}

const UNSEEN = unread('the docker config is not to be seen here');

function entriesIn(text: string): readonly Entry[] {
  const decoded = decodeDockerConfig(text, '');
  return decoded.ok ? decoded.value.entries : [];
}

async function namedImage(
  image: string,
  position: number,
  entries: readonly Entry[],
  ca: string | undefined,
  ask: Ask | undefined,
): Promise<NamedImage> {
  const reference = parseReference(image);
  if (reference === undefined) return { name: undefined, position, answers: [] };
  const logins: Readonly<Record<ReaderName, readonly Entry[]>> = {
    'function runner': isDefault(image) ? [] : [runnerEntry(entries, image) ?? []].flat(),
    kubelet: kubeletEntries(entries, image),
  };
  const replies = new Map<Entry | undefined, Promise<Reply> | undefined>();
  const replyTo = (entry: Entry | undefined) => {
    if (!replies.has(entry))
      replies.set(entry, ask?.({ image: reference, login: entry?.login, ca }));
    return replies.get(entry);
  };
  const answers: ImageAnswer[] = [];
  for (const reader of READERS) {
    const { entry, answer } = await firstThatIsLet(logins[reader].filter(isUsable), replyTo);
    const place = entry && `auths entry ${entries.indexOf(entry) + 1}`;
    answers.push({ readers: [reader], entry: place, answer });
  }
  return { name: image, position, answers: merged(answers) };
}

/** The function runner never uses a login for images of its built-in default registry. */
const isDefault = (image: string): boolean => DEFAULTS.some(prefix => image.startsWith(prefix));
const DEFAULTS = ['gcr.io/kpt-fn/', 'ghcr.io/kptdev/krm-functions-catalog/'];

/** A user or a password alone is anonymous to both. */
const isUsable = ({ login }: Entry): boolean => login.username !== '' && login.password !== '';

/** The kubelet tries one after another; where none is let in, the first counts. */
async function firstThatIsLet(
  entries: readonly Entry[],
  replyTo: (entry: Entry | undefined) => Promise<Reply> | undefined,
) {
  const [first] = entries;
  for (const entry of entries) {
    if ((await replyTo(entry)) === 'present') return { entry, answer: 'present' as const };
  }
  return { entry: first, answer: await replyTo(first) };
}

/** One answer for both readers where they take the same entry. */
function merged(answers: readonly ImageAnswer[]): readonly ImageAnswer[] {
  const [one, other] = answers;
  const isSame = one && other && one.entry === other.entry && one.answer === other.answer;
  return isSame ? [{ ...one, readers: READERS }] : answers;
}
