import { expect } from 'chai';
import fc from 'fast-check';
import { readWatch } from '../../../src/controller/api/watch-stream.ts';

const event = (type: string, resourceVersion: string, name = 'ü') =>
  JSON.stringify({ type, object: { metadata: { name, resourceVersion } } });
const GONE = '{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}';
const EVENTS = [event('ADDED', '1'), event('BOOKMARK', '2'), event('DELETED', '3')].join('\n');

async function read(chunks: readonly Uint8Array[]) {
  const heard: string[] = [];
  const failure = await readWatch('watch', streamOf(chunks), {
    started: () => heard.push('started'),
    changed: () => heard.push('changed'),
    reached: version => heard.push(version),
  });
  return { heard, failure };
}

async function* streamOf(chunks: readonly Uint8Array[]) {
  yield* chunks;
}

describe('the stream of a watch', () => {
  it('is read whatever pieces it comes in', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: EVENTS.length + 2 })), async cuts => {
        const bytes = Buffer.from(`${EVENTS}\n`);
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const chunks = edges.map((edge, index) => bytes.subarray(edge, edges[index + 1] ?? edge));
        const { heard } = await read(chunks);
        expect(heard).to.deep.equal(['1', 'changed', '2', '3', 'changed']);
      }),
    ));

  it('ends with undefined', async () => {
    expect(await read([])).to.deep.equal({ heard: [], failure: undefined });
  });

  it('ends with the failure of an ERROR', async () => {
    const { failure } = await read([Buffer.from(`${GONE}\n`)]);
    expect(failure).to.deep.equal({ kind: 'gone', message: 'watch: 410 Expired' });
  });
});
