// What a pass has to say to a user: in the log and, as a warning, in an Event on the source Secret.

export type Remark = {
  /** A warning is something that a user must act on; an info is a wait that ends by itself. */
  readonly severity: 'warning' | 'info';
  /** The Event's reason. */
  readonly reason:
    | 'SourceMissing'
    | 'SourceInvalid'
    | 'RegistryNeverFound'
    | 'TargetForeign'
    | 'TargetTerminating'
    | 'NamespaceMissing'
    | 'NamespaceTerminating'
    | 'ServiceAccountMissing'
    | 'Unauthorized'
    | 'Forbidden'
    | 'Rejected';
  /** Names objects and fields, and never holds a value of the Secret. */
  readonly message: string;
};
