// Where the function pods run, as a flag of the function runner says.
import { DEFAULT_POD_NAMESPACE, POD_NAMESPACE } from '../../porch/flags.ts';
import { flagValue } from './arguments.ts';
import type { ContainerFields } from './container-fields.ts';

export const podNamespaceOf = (runner: ContainerFields): string =>
  flagValue(runner, POD_NAMESPACE) ?? DEFAULT_POD_NAMESPACE;

const NAMESPACE = /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Whether a text is the name of a namespace, and not a variable in its place. */
export const isNamespace = (text: string): boolean => NAMESPACE.test(text);
