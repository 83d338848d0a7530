// The commands of the documents, in the order given, each section on a package of its own.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { blocksOf, commandsOf, documents, proseOf, ROOT, textOf } from '../support/documents.ts';
import { needs } from '../support/needs.ts';
import { KPT, KUBECTL, run, wayOf } from './ways.ts';

const RUNNER = '2-function-runner.yaml';
type Section = { readonly file: string; readonly heading: string };
const blocks = documents.flatMap(file => blocksOf(textOf(file)).map(block => ({ ...block, file })));
const sections: readonly Section[] = documents.flatMap(file => {
  const own = blocks.filter(block => block.file === file);
  return [...new Set(own.map(({ heading }) => heading))].map(heading => ({ file, heading }));
});
const blocksUnder = ({ file, heading }: Section, language: string) =>
  blocks.filter(
    block => block.file === file && block.heading === heading && block.language === language,
  );

const commandsUnder = (section: Section) => blocksUnder(section, 'shell').flatMap(commandsOf);
const ofReadme = (heading: string): Section => ({ file: 'README.md', heading });

/** Blocks that open with a comment are files: the comment is the name. */
const files = blocks
  .filter(({ language }) => language === 'yaml')
  .flatMap(({ text }) => {
    const name = /^# (\S+)\n/.exec(text)?.[1];
    return name === undefined ? [] : [{ name, text }];
  });
const fileOf = (name: string) => files.find(file => file.name === name)?.text ?? '';

type End = { readonly scratch: string; readonly original: string; readonly said: string };
/** What holds after a section's commands. */
const OUTCOMES: Readonly<Record<string, (end: End) => void>> = {
  'kpt fn render': isWired,
  'kpt fn eval': isWired,
  Examples: isWired,
  'Bare, or in a function of your own': ({ scratch }) =>
    expect(read(scratch, 'out.yaml')).to.contain('kind: Secret'),
  Removal: ({ scratch, original, said }) => {
    expect(read(scratch, `porch/${RUNNER}`)).to.equal(original);
    const leftovers = commandsUnder(ofReadme('Removal')).filter(command =>
      command.startsWith('kubectl'),
    );
    for (const command of leftovers) expect(said).to.contain(`\`${command}\``);
  },
};
/** Sections that start from what another has made. */
const AFTER: Readonly<Record<string, string>> = { Removal: 'kpt fn eval' };

const read = (scratch: string, file: string) => readFileSync(join(scratch, file), 'utf8');

function isWired({ scratch }: End): void {
  const text = read(scratch, `porch/${RUNNER}`);
  expect(text).to.contain('--enable-private-registries=true');
  expect(text).to.contain('kind: Secret');
}

/** A copy of the embedded package, with the files that the section's own blocks are. */
function scratchFor(section: Section): string {
  const scratch = mkdtempSync(join(tmpdir(), 'epr-readme-'));
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(scratch, file)), { recursive: true });
    writeFileSync(join(scratch, file), text);
  };
  const isRendered = blocksUnder(section, 'yaml').some(({ text }) => text.startsWith('# Kptfile'));
  const pipeline = isRendered ? fileOf('Kptfile') : '';
  put(
    'porch/Kptfile',
    `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: porch\n${pipeline}`,
  );
  put(`porch/${RUNNER}`, textOf(RUNNER));
  const config = 'registry-credentials.yaml';
  put(isRendered ? `porch/${config}` : config, fileOf(config));
  cpSync(join(ROOT, 'dist'), join(scratch, 'dist'), { recursive: true });
  return scratch;
}

describe('the commands of the documents', function () {
  this.timeout(240_000);

  for (const section of sections.filter(each => commandsUnder(each).length > 0)) {
    const { file, heading } = section;
    describe(`${file}, ${heading}`, () => {
      let scratch: string;
      let original: string;
      let said = '';
      before(() => {
        scratch = scratchFor(section);
        if (KPT.kpt) spawnSync('kpt', ['fn', 'eval', 'porch', '--exec', 'cat'], { cwd: scratch });
        original = read(scratch, `porch/${RUNNER}`);
        const [earlier] = commandsUnder(ofReadme(AFTER[heading] ?? ''));
        if (KPT.kpt && earlier !== undefined) run(earlier, scratch);
      });
      after(() => rmSync(scratch, { recursive: true }));

      const commands = commandsUnder(section);
      for (const command of commands) {
        describe(command, () => {
          const { needed = {}, because, as } = wayOf(command);
          for (const [what, present] of Object.entries(needed)) needs(what, present);
          const form = as === undefined ? 'is not run' : 'runs in another form';
          it(because === undefined ? 'runs' : `${form}: ${because}`, () => {
            said += run(command, scratch);
          });
        });
      }
      const outcome = OUTCOMES[heading];
      if (outcome === undefined) return;
      describe('in the end', () => {
        needs('kpt', KPT.kpt);
        it('the package is as it says', () => outcome({ scratch, original, said }));
      });
    });
  }
});

describe('the kubectl commands in the text of the documents', () => {
  needs('kubectl', KUBECTL.kubectl);
  for (const file of documents) {
    for (const [, command = ''] of proseOf(textOf(file)).matchAll(/`(kubectl -[^`]+)`/g)) {
      it(`${file}: ${command}`, () => void run(command, tmpdir()));
    }
  }
});
