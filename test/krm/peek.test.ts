import { expect } from 'chai';
import { Input } from '../../src/krm/input.ts';
import { peek } from '../../src/krm/peek.ts';

function headerAt(text: string, dash = text.indexOf('-')) {
  const bytes = Buffer.from(text);
  return peek(new Input(bytes), { start: 0, end: bytes.length }, dash);
}

const peekAt = (text: string) => headerAt(text)?.text;

describe('a peek', () => {
  const headers: readonly (readonly [name: string, text: string, header: string])[] = [
    [
      'leaves out what is not wanted',
      '- apiVersion: v1\n  kind: A\n  spec:\n    x: 1\n  metadata:\n    name: n\n  data: y\n',
      '- apiVersion: v1\n  kind: A\n  metadata:\n    name: n\n',
    ],
    ['keeps the order', '- metadata: {}\n  a: 1\n  kind: A\n', '- metadata: {}\n  kind: A\n'],
    ['keeps comments and blank lines', '- kind: A\n\n # c\n  a: 1\n', '- kind: A\n\n # c\n'],
    ['begins behind a dash alone', '- # c\n\n  kind: A\n', '  kind: A\n'],
    [
      'reads indented items',
      '   -  kind: A\n      metadata:\n',
      '   -  kind: A\n      metadata:\n',
    ],
    ['steps over dashes in the column', '- a:\n  - kind: B\n  -\n  kind: A\n', '  kind: A\n'],
    ['reads CRLF', '- kind: A\r\n\r\n  metadata:\r\n', '- kind: A\r\n\r\n  metadata:\r\n'],
    ['steps over text', '- data: |\n    kind: B\n    - x\n  kind: A\n', '  kind: A\n'],
    ['reads non-ASCII text', '- kind: ü😀\n', '- kind: ü😀\n'],
    [
      'looks at nothing behind the last',
      '- kind: A\n  metadata: {}\n  apiVersion: v1\n  a: 1\n  kind: B\n',
      '- kind: A\n  metadata: {}\n  apiVersion: v1\n',
    ],
    ['finds nothing in an item without type', '- a: 1\n  b: 2\n', ''],
    ['finds nothing in an empty item', '-\n', ''],
    ['finds nothing in a comment', '- # kind: A\n', ''],
    [
      'leaves out comments before the first key',
      '- # c\n  # d\n\n  apiVersion: v1\n  kind: A\n  metadata:\n    name: n\n  spec: {}\n',
      '  apiVersion: v1\n  kind: A\n  metadata:\n    name: n\n',
    ],
    [
      'takes the comments between',
      '- apiVersion: v1\n  # c\n  kind: A\n  metadata:\n    # d\n\n    name: n\n  # e\n  spec: {}\n',
      '- apiVersion: v1\n  # c\n  kind: A\n  metadata:\n    # d\n\n    name: n\n  # e\n',
    ],
  ];
  for (const [name, text, header] of headers) {
    it(name, () => {
      expect(peekAt(text)).to.equal(header);
    });
  }

  const kinds: readonly (readonly [name: string, text: string, kind: string | undefined])[] = [
    ['behind a dash', '- apiVersion: v1\n  kind: A\n  metadata:\n    name: n\n  spec: {}\n', 'A'],
    ['at the end', '- apiVersion: v1\n  kind: A\n  metadata:\n    name: n\n', 'A'],
    ['below comments', '- # c\n  #\n  apiVersion: v1\n  kind: A\n  metadata:\n    name: n\n', 'A'],
    ['without metadata', '- apiVersion: v1\n  kind: A\n', undefined],
    ['in another order', '- kind: A\n  apiVersion: v1\n  metadata: {}\n', undefined],
    ['that goes on', '- apiVersion: v1\n  kind: A\n    B\n  metadata:\n    name: n\n', undefined],
    [
      'that a comment follows',
      '- apiVersion: v1\n  kind: A # c\n  metadata:\n    name: n\n',
      undefined,
    ],
    ['beside an alias', '- apiVersion: v1\n  kind: A\n  metadata:\n    name: *n\n', undefined],
    ['beside an escape', '- apiVersion: v1\n  kind: A\n  metadata:\n    name: "\\n"\n', undefined],
    ['beside other letters', '- apiVersion: v1\n  kind: A\n  metadata:\n    name: ü\n', undefined],
    [
      'before a quoted key',
      '- apiVersion: v1\n  kind: A\n  metadata:\n    name: n\n  "kind": B\n',
      undefined,
    ],
  ];
  for (const [name, text, kind] of kinds) {
    it(`${kind === undefined ? 'does not tell' : 'tells'} a kind ${name}`, () => {
      expect(headerAt(text)?.kind).to.equal(kind);
    });
  }

  it('reads a header of ten million lines', () => {
    const more = '\n'.repeat(1e7);
    const header = `apiVersion: v1\n  kind: A\n  metadata:\n    name: n\n${more}`;
    // No deep comparison: to show a difference would take minutes.
    expect(peekAt(`- ${header}  spec: {}\n`) === `- ${header}`).to.equal(true);
    expect(peekAt(`- # c\n${more}  ${header}  spec: {}\n`) === `  ${header}`).to.equal(true);
  });

  it('reads an item whose dash is far to the right', () => {
    const indent = ' '.repeat(1e6);
    const text = `${indent}- apiVersion: v1\n${indent}  kind: A\n${indent}  metadata:\n${indent}    name: n\n`;
    expect(peekAt(text) === text).to.equal(true);
  });

  it('tells the kind of a document', () => {
    const text = '# c\n\napiVersion: v1\nkind: A\nmetadata:\n  name: n\n---\n';
    expect(headerAt(text, -1)).to.deep.equal({
      text: 'apiVersion: v1\nkind: A\nmetadata:\n  name: n\n',
      isHiding: false,
      kind: 'A',
    });
  });

  const others: readonly (readonly [name: string, text: string])[] = [
    ['text', '- kind\n'],
    ['a list', '- - kind: A\n'],
    ['flow style', '- {kind: A}\n'],
    ['an anchor', '- &x\n  kind: A\n'],
    ['a quoted key', '- kind: A\n  "metadata": {}\n'],
    ['an explicit key', '- ? kind\n  : A\n'],
    ['a merge key', '- kind: A\n  <<: {a: 1}\n'],
    ['a blank before the colon', '- kind : A\n'],
    ['a key twice', '- kind: A\n  data: 1\n  kind: B\n'],
    ['a long key', `- kind: A\n  ${'a'.repeat(64)}: 1\n`],
    ['a key that goes on', `- kind: A\n  ${'a'.repeat(62)}:b: 1\n`],
    ['a line left of the keys', '-   kind: A\n   a: 1\n'],
    ['a flow collection that goes on', '- kind: A\n  b: [ # c\n]\n'],
    ['a tab', '- kind: A\n\ta: 1\n'],
  ];
  for (const [name, text] of others) {
    it(`leaves to a parser an item with ${name}`, () => {
      expect(peekAt(text)).to.equal(undefined);
    });
  }
});
