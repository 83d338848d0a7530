// The codes of all findings, by area: tests and the doctor name a finding by its code, never by its words.

export const CODES = {
  wire: ['StdinEmpty', 'StdinNotUtf8', 'StdinNotYaml', 'StdinNotResourceList'],
  registry: [],
  function: [],
  sync: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Code = (typeof CODES)[keyof typeof CODES][number];
