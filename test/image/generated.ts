// The docker config in the Secret that the image generates, as a file for docker and skopeo.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { embedded } from '../support/embedded.ts';
import { runImage } from './image.ts';

type List = { items: { kind: string; data?: Record<string, string> }[] };

/** The Secret's payload, decoded. An error with the function's results where it fails. */
export async function generate(data: Readonly<Record<string, string>>): Promise<string> {
  const { status, stdout } = await runImage(embedded(data));
  if (status !== 0) throw new Error(stdout.slice(stdout.indexOf('\nresults:')));
  const [list] = loadAll(stdout) as [List];
  const secret = list.items.find(({ kind }) => kind === 'Secret');
  return Buffer.from(secret?.data?.['.dockerconfigjson'] ?? '', 'base64').toString();
}

/** A new folder that docker takes as its DOCKER_CONFIG; the caller removes it. */
export async function configFolder(config = '{}'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docker-config-'));
  await writeFile(join(folder, 'config.json'), config);
  return folder;
}
