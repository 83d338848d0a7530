// What `promtool check metrics` looks at, as far as counters and gauges go.

const NAME = /^[a-z][a-z0-9_]*$/;
const SAMPLE =
  /^([a-zA-Z_:][\w:]*)(\{(?:[a-z_]\w*="[^"\\\n]*",?)*\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;

/** Faults of a text in Prometheus' text format, one sentence each. */
export function faultsIn(text: string): string[] {
  const faults: string[] = text.endsWith('\n') ? [] : ['the text must end in a newline'];
  const types = new Map<string, string>();
  const helped = new Set<string>();
  const samples = new Set<string>();
  for (const line of text.split('\n').filter(each => each !== '')) {
    const [, word, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (word === 'HELP' && rest !== '') helped.add(name);
    else if (word === 'TYPE' && !types.has(name)) types.set(name, rest);
    else faults.push(...faultsOf(line, types, helped, samples));
  }
  return [...faults, ...[...types].flatMap(([name, type]) => faultsOfName(name, type))];
}

function faultsOf(
  line: string,
  types: ReadonlyMap<string, string>,
  helped: ReadonlySet<string>,
  samples: Set<string>,
): string[] {
  const [, name = '', labels = ''] = SAMPLE.exec(line) ?? [];
  const isTwice = samples.has(name + labels);
  samples.add(name + labels);
  if (name === '') return [`no sample: ${line}`];
  return [
    ...(isTwice ? [`twice: ${name}${labels}`] : []),
    ...(helped.has(name) ? [] : [`no help: ${name}`]),
    ...(types.has(name) ? [] : [`no type: ${name}`]),
  ];
}

function faultsOfName(name: string, type: string): string[] {
  const isTotal = name.endsWith('_total');
  return [
    ...(NAME.test(name) ? [] : [`not snake case: ${name}`]),
    ...(type === 'counter' && !isTotal ? [`a counter must end in _total: ${name}`] : []),
    ...(type !== 'counter' && isTotal ? [`only a counter may end in _total: ${name}`] : []),
    ...(/_(ms|millis\w*|minutes|hours|kb|mb|kilo\w*)(_|$)/.test(name)
      ? [`no base unit: ${name}`]
      : []),
    ...(name.includes(type) ? [`the type stands in the name: ${name}`] : []),
  ];
}
