// What a reader of credentials has to say: the rule that was met, and where. Never a value.

/** One remark on a credential, for the user. `message` and `at` hold no part of any value. */
export type Finding = {
  readonly severity: 'error' | 'warning' | 'info';
  /** What the user must do, or what was done. */
  readonly message: string;
  /** The field inside the input, as in `registries[1].password`; the caller puts its own path before it. */
  readonly at: string;
};

/** A value with remarks of severity `warning` and `info`, or no value and at least one `error`. */
export type Found<T> = {
  readonly value?: T;
  readonly findings: readonly Finding[];
};
