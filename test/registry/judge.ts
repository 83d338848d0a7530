// Asks the real readers which logins of a docker config they take; `hack/readers` has the program.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BUILD = fileURLToPath(new URL('../../hack/readers/build', import.meta.url));
const BUILD_MS = 600_000; // with cold caches, on two cores

type Question = { readonly config: string; readonly images: readonly string[] };

export type TakenLogin = {
  readonly username: string;
  readonly password: string;
  readonly identitytoken: string;
  readonly registrytoken: string;
};
/** For each image the logins in the order in which they are tried; null where the config is unusable. */
type Reading = readonly (readonly TakenLogin[])[] | null;

export const READERS = ['runner', 'kubelet', 'keychain'] as const;
export type ReaderName = (typeof READERS)[number];
export type Answer = Readonly<Record<ReaderName, Reading>>;

export type Judge = (questions: readonly Question[]) => readonly Answer[];

/** Whether a registry lets somebody in with it. The kubelet uses no tokens. */
export const isUsable = (login: TakenLogin, reader: ReaderName): boolean =>
  (login.username !== '' && login.password !== '') ||
  (reader !== 'kubelet' && login.identitytoken + login.registrytoken !== '');

let built: string | undefined;

/** To be called in `describe`, beside `needs`: builds the program before the first question. */
export function judge(): Judge {
  before('builds the readers', function () {
    this.timeout(BUILD_MS);
    built ??= run(BUILD, '').trim();
  });
  return questions => {
    if (built === undefined) throw new Error('the readers are not built yet');
    return JSON.parse(run(built, JSON.stringify(questions)));
  };
}

function run(program: string, input: string): string {
  const { status, stdout, stderr } = spawnSync(program, {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr.slice(-2000)}`);
  return stdout;
}
