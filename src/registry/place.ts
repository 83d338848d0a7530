// Where an entry and its fields stand, in the words of the form that holds them.

/** The place of a field of the entry, or of the entry itself. Never a user's text. */
export type Place = (field?: string) => string;

/** An entry whose fields stand side by side with others: `password`. */
export const alone: Place = (field = '') => field;

/** An item of a list, from 0, as in a field path: `registries[1].password`. */
export const inList =
  (list: string, index: number): Place =>
  field =>
    [`${list}[${index}]`, ...(field ? [field] : [])].join('.');

/**
 * An entry of `auths`, from 0, named by an ordinal because its key is the user's text:
 * `config.json: auths entry 2: password`.
 */
export const inAuths =
  (file: string, index: number): Place =>
  field =>
    [file, `auths entry ${index + 1}`, ...(field ? [field] : [])].join(': ');
