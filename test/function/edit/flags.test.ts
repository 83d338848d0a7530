// Where new flags join those that are there: in the order of Porch's document, behind `--config`.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { DEPLOYMENT } from '../../support/config.ts';
import { bodyWith, run, WITHOUT_SYNC } from '../../support/text.ts';

type List = { items: { spec: { template: { spec: { containers: [Container] } } } }[] };
type Container = { readonly command?: string[]; readonly args?: string[] };

const ENABLE = '--enable-private-registries=true';
const PATH = '--registry-auth-secret-path=/var/tmp/auth-secret/.dockerconfigjson';
const NAME = '--registry-auth-secret-name=auth-secret';
const [SERVER, CONFIG, FUNCTIONS] = ['/srv/bin/server', '--config=/c', '--functions=/f'];

/** The container of a first run on one whose `command` and `args` are these. */
function wired(container: Container): Container {
  const lists = Object.entries(container).map(
    ([key, list]) => `        ${key}: ${JSON.stringify(list)}\n`,
  );
  const text = DEPLOYMENT.replace(/ {8}command:\n(?: {8}- .*\n)+/, lists.join(''));
  const { items } = load(run(bodyWith(text), WITHOUT_SYNC).body) as List;
  const [{ command, args }] = (items[0] as List['items'][number]).spec.template.spec.containers;
  return { ...(command && { command }), ...(args && { args }) };
}

describe('new flags', () => {
  const orders: readonly (readonly [there: string[], then: string[]])[] = [
    [[], [ENABLE, PATH, NAME]],
    [[ENABLE], [ENABLE, PATH, NAME]],
    [[PATH], [ENABLE, NAME, PATH]],
    [[NAME], [ENABLE, PATH, NAME]],
    [
      [ENABLE, NAME],
      [ENABLE, PATH, NAME],
    ],
    [
      [ENABLE, PATH],
      [ENABLE, PATH, NAME],
    ],
    [
      [PATH, NAME],
      [ENABLE, PATH, NAME],
    ],
    [
      [NAME, PATH, ENABLE],
      [NAME, PATH, ENABLE],
    ],
  ];
  for (const [there, then] of orders) {
    const names = there.map(text => text.replace(/=.*/, '')).join(', ') || 'none of them';
    it(`keep their order beside ${names}`, () => {
      expect(wired({ command: [SERVER, CONFIG, ...there, FUNCTIONS] }).command).to.deep.equal([
        SERVER,
        CONFIG,
        ...then,
        FUNCTIONS,
      ]);
    });
  }

  it('follow `--config` of two items, and flags of two items before them', () => {
    const two = ['-enable-private-registries', PATH.replace('=', ' ')].flatMap(t => t.split(' '));
    expect(wired({ command: [SERVER, '--config', '/c', ...two] }).command).to.deep.equal([
      ...[SERVER, '--config', '/c', ...two, NAME],
    ]);
  });

  it('stand where the flags stand, and in `args` where there are none', () => {
    const flags = [ENABLE, PATH, NAME];
    const cases: readonly (readonly [there: Container, then: Container])[] = [
      [
        { command: [SERVER], args: [FUNCTIONS] },
        { command: [SERVER], args: [...flags, FUNCTIONS] },
      ],
      [
        { command: [SERVER, FUNCTIONS], args: ['x'] },
        { command: [SERVER, ...flags, FUNCTIONS], args: ['x'] },
      ],
      [{ command: [SERVER] }, { command: [SERVER], args: flags }],
      [
        { command: ['/tini', '-g', '--', SERVER, FUNCTIONS] },
        { command: ['/tini', '-g', '--', SERVER, ...flags, FUNCTIONS] },
      ],
      [{}, { args: flags }],
    ];
    for (const [there, then] of cases) expect(wired(there)).to.deep.equal(then);
  });
});
