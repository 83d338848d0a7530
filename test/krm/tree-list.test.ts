import { expect } from 'chai';
import { adding, all, type Change, editing, removing, telling } from './changes.ts';
import { HEAD, listIn, written } from './written.ts';

type Case = readonly [name: string, before: string, change: Change, after: string];

function holds(head: string, cases: readonly Case[], tail = ''): void {
  for (const [name, before, change, after] of cases) {
    it(name, () => {
      const list = listIn(head + before + tail);
      expect(written(list, change(list))).to.equal(head + after + tail);
    });
  }
}

const RESULT = '{"message": "a: b", "severity": "info"}';

describe('a list in compact JSON is written', () => {
  holds(
    '{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList"',
    [
      [
        'with an edited item',
        ',"items":[{"a":1},{"b":1}]',
        editing(1, '1', '[2]'),
        ',"items":[{"a":1},{"b":[2]}]',
      ],
      ['without the first item', ',"items":[{"a":1},{"b":1}]', removing(0), ',"items":[{"b":1}]'],
      ['without the last item', ',"items":[{"a":1},{"b":1}]', removing(1), ',"items":[{"a":1}]'],
      ['without items', ',"items":[{"a":1},{"b":1}]', removing(0, 1), ',"items":[]'],
      [
        'with a new item',
        ',"items":[{"a":1}]',
        adding({ b: [1] }),
        ',"items":[{"a":1}, {"b": [1]}]',
      ],
      [
        'with the first items',
        ',"items":[]',
        adding({ a: 1 }, { b: 1 }),
        ',"items":[{"a": 1}, {"b": 1}]',
      ],
      ['with a list of items', '', adding({ a: 1 }), ',"items": [{"a": 1}]'],
      ['with items for null', ',"items":null', adding({ a: 1 }), ',"items":[{"a": 1}]'],
      [
        'with one item for another',
        ',"items":[{"a":1}]',
        all(removing(0), adding({ b: 1 })),
        ',"items":[{"b": 1}]',
      ],
      ['with results', ',"items":[]', telling, `,"items":[],"results": [${RESULT}]`],
      ['with more results', ',"results":[{}]', telling, `,"results":[{}, ${RESULT}]`],
      ['with results for null', ',"results":null', telling, `,"results":[${RESULT}]`],
      [
        'with both',
        '',
        all(adding({ a: 1 }), telling),
        `,"items": [{"a": 1}],"results": [${RESULT}]`,
      ],
    ],
    '}',
  );
});

describe('a list in pretty JSON is written', () => {
  holds(
    '{\n  "apiVersion": "config.kubernetes.io/v1",\n  "kind": "ResourceList"',
    [
      [
        'with a new item',
        ',\n  "items": [\n    {\n      "a": 1\n    }\n  ]',
        adding({ b: 1 }),
        ',\n  "items": [\n    {\n      "a": 1\n    },\n    {"b": 1}\n  ]',
      ],
      ['with results', '', telling, `,\n  "results": [${RESULT}]`],
    ],
    '\n}\n',
  );
});

const LINES = "- message: 'a: b'\n  severity: info\n";

describe('a list of no plain block style is written', () => {
  holds('"apiVersion": config.kubernetes.io/v1\nkind: ResourceList\n', [
    [
      'with an edited item',
      'items:\n- a: 1\n- b: 1 # c\n',
      editing(1, '1', '2'),
      'items:\n- a: 1\n- b: 2 # c\n',
    ],
    [
      'with an edited item that is indented',
      'items:\n  # c\n  - a: 1\n',
      editing(0, '1', '2'),
      'items:\n  # c\n  - a: 2\n',
    ],
    ['without an item', 'items:\n- a: 1\n# c\n- b: 1\n', removing(1), 'items:\n- a: 1\n# c\n'],
    ['without items', 'items: # c\n- a: 1\nx: 1\n', removing(0), 'items: []\nx: 1\n'],
    [
      'with a new item',
      'items:\n  - a: 1\nx: 1\n',
      adding({ b: 1 }),
      'items:\n  - a: 1\n  - b: 1\nx: 1\n',
    ],
    ['with the first item', 'items: []\n', adding({ b: 1 }), 'items: [{"b": 1}]\n'],
    ['with items for null', 'items: # c\n', adding({ b: 1 }), 'items: # c\n- b: 1\n'],
    ['with a list of items', '', adding({ b: 1 }), 'items:\n- b: 1\n'],
    ['with results', 'items: []\n', telling, `items: []\nresults:\n${LINES}`],
    [
      'with results and no line break at its end',
      'items: []',
      telling,
      `items: []\nresults:\n${LINES}`.trimEnd(),
    ],
    [
      'with results before a document end',
      'items: []\n...\n',
      telling,
      `items: []\nresults:\n${LINES}...\n`,
    ],
    ['with more results', 'results:\n- message: m\n', telling, `results:\n- message: m\n${LINES}`],
    [
      'with all changes at once',
      'items:\n- a: 1\n- b: 1\n',
      all(editing(0, '1', '2'), removing(1), adding({ c: 1 }), telling),
      `items:\n- a: 2\n- c: 1\nresults:\n${LINES}`,
    ],
    [
      'without an item that is edited too',
      'items:\n- a: 1\n- b: 1\n',
      all(editing(0, '1', '2'), removing(0)),
      'items:\n- b: 1\n',
    ],
  ]);
});

it('a list of carriage returns alone is written', () => {
  const before = `${HEAD}items:\n- a: 1\n- b: 1\n`.replaceAll('\n', '\r');
  const list = listIn(before);
  const change = all(editing(1, '1', '2'), removing(0));
  expect(written(list, change(list))).to.equal(`${HEAD}items:\n- b: 2\n`.replaceAll('\n', '\r'));
});
