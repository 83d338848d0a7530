// Who may read the private registries.
import { renameSync, writeFileSync } from 'node:fs';
import { output } from '../image/run.ts';
import type { Node } from './node.ts';

export type Login = { readonly username: string; readonly password: string };

const lines = new Map<string, string>();

/** Lets that user in with that password, and with no earlier one. */
export async function setLogin(node: Node, { username, password }: Login): Promise<void> {
  lines.set(username, await output('htpasswd', ['-Bbn', username, password]));
  const users = `${node.files}/registry/users`;
  writeFileSync(`${users}.new`, [...lines.values()].join(''));
  renameSync(`${users}.new`, users);
}
