// The image under test, and the function run in it.
import { fileURLToPath } from 'node:url';
import { docker, output, type Run, run } from './run.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NAME = 'registry.example.com/enable-private-registries:test';

let image: Promise<string> | undefined;

/** IMAGE_UNDER_TEST; where it is not set, the image is built once, on the stand-in base. */
export const imageUnderTest = (): Promise<string> => {
  image ??= Promise.resolve(process.env.IMAGE_UNDER_TEST || build());
  return image;
};

async function build(): Promise<string> {
  const base = (await output(`${ROOT}hack/base-image`, [])).trim();
  await output('make', ['-C', ROOT, 'image', `IMAGE=${NAME}`, `BASE_IMAGE=${base}`]);
  return NAME;
}

/** The variable in which the image knows its own name. */
export const OWN_NAME = 'ENABLE_PRIVATE_REGISTRIES_IMAGE';

/** What `docker inspect` says of an image. */
export interface Inspected {
  readonly Id: string;
  readonly Size: number;
  readonly RootFS: { readonly Layers: readonly string[] };
  readonly Config: {
    readonly Entrypoint: readonly string[];
    readonly Cmd: readonly string[] | null;
    readonly User: string;
    readonly Env: readonly string[];
    readonly Labels: Readonly<Record<string, string>>;
  };
}

export async function inspect(name: string): Promise<Inspected> {
  const [found] = JSON.parse(await docker('image', 'inspect', name)) as [Inspected];
  return found;
}

/** Runs the image with further flags of `docker run`. */
export const runImage = async (input: string, ...flags: readonly string[]): Promise<Run> =>
  run('docker', ['run', '--rm', '-i', ...flags, await imageUnderTest()], { input });
