import { expect } from 'chai';
import { readBlockList } from '../../src/krm/block-list.ts';
import { adding, all, type Change, editing, removing, telling } from './changes.ts';
import { HEAD, listIn, written } from './written.ts';

describe('a list in block style is written', () => {
  const cases: readonly (readonly [name: string, before: string, change: Change, after: string])[] =
    [
      [
        'with an edited item',
        'items:\n- a: 1\n- b: ü # c\n',
        editing(1, 'ü', '😀'),
        'items:\n- a: 1\n- b: 😀 # c\n',
      ],
      [
        'without an item',
        'items:\n- a: 1\n- b: 1\n# c\n- d: 1\n',
        removing(1),
        'items:\n- a: 1\n# c\n- d: 1\n',
      ],
      ['without a broken item', 'items:\n- a: [\n# c\n- d: 1\n', removing(0), 'items:\n- d: 1\n'],
      ['without an empty item', 'items:\n-\n- d: 1\n', removing(0), 'items:\n- d: 1\n'],
      [
        'without items',
        'items: # c\n- a: 1\n# d\n- b: 1\n',
        removing(0, 1),
        'items: [] # c\n# d\n',
      ],
      [
        'with a new item',
        'items:\n- a: 1\n# c\nx: 1\n',
        adding({ b: [{ c: 1 }] }),
        'items:\n- a: 1\n# c\n- b:\n    - c: 1\nx: 1\n',
      ],
      [
        'with new items at the end',
        'items:\n  - a: |\n      x\n\n',
        adding({ b: 1 }, { c: 1 }),
        'items:\n  - a: |\n      x\n\n  - b: 1\n  - c: 1\n',
      ],
      [
        'with a new item alone',
        'items:\n- a: 1\n',
        all(removing(0), adding({ b: 1 })),
        'items:\n- b: 1\n',
      ],
      [
        'with CRLF',
        'items:\r\n- a: 1\r\n',
        all(adding({ b: 'x\ny\n' }), telling),
        "items:\r\n- a: 1\r\n- b: |\r\n    x\r\n    y\r\nresults:\r\n- message: 'a: b'\r\n  severity: info\r\n",
      ],
      [
        'without line break at its end',
        'items:\n- a: 1',
        adding({ b: 1 }),
        'items:\n- a: 1\n- b: 1',
      ],
      [
        'without CRLF at its end',
        'items:\r\n- a: 1',
        adding({ b: 1 }),
        'items:\r\n- a: 1\r\n- b: 1',
      ],
      ['with a mark', '\ufeffitems:\n- a: 1\n', adding({ b: 1 }), '\ufeffitems:\n- a: 1\n- b: 1\n'],
      [
        'with all changes at once',
        'items:\n- a: 1\n- b: 1\n',
        all(editing(0, '1', '2'), removing(1), adding({ c: 1 }), telling),
        "items:\n- a: 2\n- c: 1\nresults:\n- message: 'a: b'\n  severity: info\n",
      ],
    ];
  for (const [name, before, change, after] of cases) {
    it(name, () => {
      const eol = before.includes('\r') ? '\r\n' : '\n';
      const mark = before.startsWith('\ufeff') ? '\ufeff' : '';
      const head = mark + HEAD.replaceAll('\n', eol);
      const list = listIn(head + before.slice(mark.length));
      expect(written(list, change(list))).to.equal(head + after.slice(mark.length));
    });
  }

  const results: readonly (readonly [before: string, after: string])[] = [
    ['', "results:\n- message: 'a: b'\n  severity: info\n"],
    ['x: 1\n# c\n', "x: 1\n# c\nresults:\n- message: 'a: b'\n  severity: info\n"],
    ['results:\nx: 1\n', "results:\n- message: 'a: b'\n  severity: info\nx: 1\n"],
    ['results: null # c\n', "results: # c\n- message: 'a: b'\n  severity: info\n"],
    ['results: []\n', 'results: [{"message": "a: b", "severity": "info"}]\n'],
    [
      'results: [{message: m}]\n',
      'results: [{message: m}, {"message": "a: b", "severity": "info"}]\n',
    ],
    [
      'results:\n- message: m # c\n# d\nx: 1\n',
      "results:\n- message: m # c\n- message: 'a: b'\n  severity: info\n# d\nx: 1\n",
    ],
    [
      'results:\n  - message: m\n',
      "results:\n  - message: m\n  - message: 'a: b'\n    severity: info\n",
    ],
  ];
  for (const [before, after] of results) {
    it(`with results behind ${JSON.stringify(before)}`, () => {
      const head = `${HEAD}items:\n- a: 1\n`;
      const list = listIn(head + before);
      expect(written(list, telling(list))).to.equal(head + after);
    });
  }
});

describe('a list is not in block style', () => {
  for (const text of ['items: []\n', '{items: [a]}\n', '"items":\n- a\n']) {
    it(`in ${JSON.stringify(text)}`, () => {
      expect(readBlockList(Buffer.from(text))).to.equal(undefined);
    });
  }
});
