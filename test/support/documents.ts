// The documents of the repository, and the blocks of code in them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The examples that are packages, by the names of their folders. */
export const examples: readonly string[] = readdirSync(join(ROOT, 'examples'))
  .filter(name => existsSync(join(ROOT, 'examples', name, 'Kptfile')))
  .sort();

/** Paths in the repository. */
export const documents: readonly string[] = [
  ...['.', 'docs', 'docs/adr', 'examples'],
  ...examples.map(name => join('examples', name)),
]
  .filter(folder => existsSync(join(ROOT, folder)))
  .flatMap(folder => readdirSync(join(ROOT, folder)).map(file => join(folder, file)))
  .filter(file => file.endsWith('.md'));

export type Block = {
  readonly language: string;
  readonly text: string;
  /** The heading that it stands under. */
  readonly heading: string;
};

const BLOCK = /^```(\w+)\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a document, in order. */
export function blocksOf(text: string): Block[] {
  return [...text.matchAll(BLOCK)].map(({ 1: language = '', 2: code = '', index }) => ({
    language,
    text: code,
    heading: headingsOf(text.slice(0, index)).at(-1) ?? '',
  }));
}

export const proseOf = (text: string): string => text.replace(BLOCK, '');

/** Comments of a block are no headings. */
export const headingsOf = (text: string): string[] =>
  [...proseOf(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);

/** The commands of a shell block, each on one line, without comments. */
export const commandsOf = ({ text }: Block): string[] =>
  text
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map(line => line.replace(/(^|\s+)# .*$/, ''))
    .filter(line => line !== '');
