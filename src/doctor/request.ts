// The command line: what is examined, and how it is reported.
import { parseArgs } from 'node:util';
import { SEVERITIES, type Severity } from '../findings/finding.ts';

export type Request = {
  /** A folder, `-` for a ResourceList on stdin; undefined: the cluster. */
  readonly source: string | undefined;
  readonly images: readonly string[];
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  /** Options of the function that the user overrides. */
  readonly options: Readonly<Record<string, string>>;
  readonly network: boolean;
  readonly json: boolean;
  readonly threshold: Severity;
  readonly asks: 'help' | 'version' | undefined;
};

const OPTIONS = {
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  namespace: { type: 'string', short: 'n' },
  deployment: { type: 'string' },
  container: { type: 'string' },
  'porch-version': { type: 'string' },
  'no-network': { type: 'boolean' },
  output: { type: 'string', short: 'o', default: 'text' },
  'failure-threshold': { type: 'string', default: 'error' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** What is meant for a path: no image is called so, or hardly. */
const PATH = /^(?:\.{0,2}\/|~|[^:]*(?:\/|\.ya?ml)$|[\w-]+$)/;

/** @param isFolder whether a path is that of a folder; a string is what is wrong */
export function readArguments(
  args: readonly string[],
  isFolder: (path: string) => boolean,
): Request | string {
  const parsed = parse(args);
  if (parsed === undefined) return 'An argument is unknown, or lacks its value. See `--help`.';
  const { values, positionals } = parsed;
  const threshold = SEVERITIES.find(severity => severity === values['failure-threshold']);
  if (threshold === undefined) return '`--failure-threshold` must be error, warning or info.';
  if (values.output !== 'text' && values.output !== 'json') return '`-o` must be text or json.';
  const [first = '', ...rest] = positionals;
  const isPackage = first === '-' || (first !== '' && isFolder(first));
  if (!isPackage && PATH.test(first)) {
    return 'The first argument is no folder. Give the folder of a package, or an image with its registry or tag.';
  }
  const { deployment, container, 'porch-version': porchVersion } = values;
  const given = Object.entries({ deployment, container, porchVersion });
  return {
    source: isPackage ? first : undefined,
    images: isPackage ? rest : positionals,
    kubeconfig: values.kubeconfig,
    context: values.context,
    namespace: values.namespace,
    options: Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >,
    network: !values['no-network'],
    json: values.output === 'json',
    threshold,
    asks: values.help ? 'help' : values.version ? 'version' : undefined,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch {
    return undefined; // the error quotes the argument
  }
}
