// The YAML blocks of the documents: each is read as what it is for, and README's diff is what a run changes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadAll } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { PUBLISHED_IMAGE } from '../../src/function/usage.ts';
import { CREDENTIALS } from '../support/config.ts';
import { blocksOf, documents, textOf } from '../support/documents.ts';
import { EMBEDDED_FILE, embedded } from '../support/embedded.ts';
import { hasProgram, needs } from '../support/needs.ts';
import { packageFiles } from '../support/package-files.ts';
import { commitAll, patchOf } from '../support/repository.ts';

type Step = { readonly image: string; readonly configMap?: object; readonly configPath?: string };
type Pipeline = { readonly mutators: readonly Step[] };
type Shown = {
  readonly kind?: string;
  readonly data?: Record<string, string>;
  readonly pipeline?: Pipeline;
  readonly spec?: { readonly pipeline: Pipeline };
};

/** Runs the function with it on the embedded package: an unknown key, for one, is an error. */
function isFunctionConfig(data: object | undefined): void {
  const input = embedded({ ...data });
  const { output, failed } = evaluate(Buffer.from(input));
  expect(failed, output.toString()).to.equal(false);
}

/** A step names this image, and a functionConfig that is one or that another block shows. */
function isPipeline({ mutators }: Pipeline, shown: string): void {
  for (const { image, configMap, configPath } of mutators) {
    expect(image).to.equal(PUBLISHED_IMAGE);
    if (configMap) isFunctionConfig(configMap);
    else expect(shown).to.contain(`# ${configPath}\n`);
  }
}

function check({ kind, data, pipeline, spec }: Shown, shown: string): void {
  if (kind === 'PackageVariant') isPipeline(spec?.pipeline as Pipeline, shown);
  else if (pipeline) isPipeline(pipeline, shown);
  else if (kind === undefined || kind === 'ConfigMap') isFunctionConfig(data);
  else throw new Error(`a block of kind ${kind} must have a check here`);
}

describe('the YAML blocks of the documents', () => {
  for (const file of documents) {
    const blocks = blocksOf(textOf(file)).filter(({ language }) => language === 'yaml');
    const shown = blocks.map(({ text }) => text).join('');
    blocks.forEach(({ text, heading }, index) => {
      it(`${file}, ${heading}: block ${index + 1} is accepted`, () => {
        for (const each of loadAll(text)) check(each as Shown, shown);
      });
    });
  }

  it('the PackageVariant of the examples is accepted', () => {
    const text = textOf(
      'examples/enable-private-registries-mutation-pipeline/package-variant.yaml',
    );
    for (const each of loadAll(text)) check(each as Shown, text);
  });

  it('a wrong key is not accepted', () =>
    expect(() => check({ data: { ...CREDENTIALS, regstry: 'ghcr.io' } }, '')).to.throw());
  it('another version of the image is not accepted', () =>
    expect(() =>
      check({ pipeline: { mutators: [{ image: `${PUBLISHED_IMAGE}0` }] } }, ''),
    ).to.throw());
});

describe("README's diff", () => {
  needs('git', hasProgram('git', 'version'));
  const [diff] = blocksOf(textOf('README.md')).filter(({ language }) => language === 'diff');
  const text = diff?.text ?? '';

  it('adds the lines that the function adds to the Deployment, between those that are there', () => {
    const patch = patchOfRun();
    const added = patch.filter(line => line.startsWith('+'));
    expect(text.match(/^[+-].*$/gm)).to.deep.equal(added.slice(0, added.indexOf('+---')));
    for (const part of text.split('…\n')) expect(patch.join('\n')).to.contain(part.trimEnd());
  });
});

/** The lines of the patch to the embedded package's file. */
function patchOfRun(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'epr-'));
  try {
    const file = join(folder, EMBEDDED_FILE);
    const input = embedded({ ...CREDENTIALS, sync: 'none' });
    const write = (list: string) =>
      writeFileSync(file, packageFiles(list).get(EMBEDDED_FILE) ?? '');
    write(input);
    commitAll(folder);
    write(evaluate(Buffer.from(input)).output.toString());
    return patchOf(folder).split('\n').slice(5);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
