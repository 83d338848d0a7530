// The Deployment that evaluates functions, as values with the fields where they stand.
import { andThen, done, type Step } from '../findings/step.ts';
import type { Options } from '../function/input/options.ts';
import { argumentLists, flagsIn, textsOf } from '../function/observe/arguments.ts';
import { type ContainerFields, observeContainer } from '../function/observe/container-fields.ts';
import { selectEvaluator } from '../function/observe/evaluator.ts';
import { isNamespace, podNamespaceOf } from '../function/observe/pod-namespace.ts';
import { normalPath } from '../function/observe/wiring.ts';
import { isObjectName } from '../krm/identity.ts';
import type { Item } from '../krm/item.ts';
import { get, listAt, stringAt } from '../krm/object.ts';
import type { Result } from '../krm/result.ts';
import { AUTH_NAME, AUTH_PATH, TLS_PATH } from '../porch/flags.ts';
import { knownRelease, type Release, releaseOf, tagOf } from '../porch/releases.ts';
import { fieldPath, type Path } from '../yaml/path.ts';
import { nodeValue } from '../yaml/value.ts';
import type { KubernetesObject, Names } from './fact.ts';
import { type FlagItem, flagOf, type Mount, mountedSecret, type Volume } from './wiring-facts.ts';

export type Evaluator = {
  readonly object: KubernetesObject;
  readonly name: string;
  readonly namespace: string;
  readonly container: unknown;
  readonly image: string;
  readonly imagePath: string;
  readonly release: Release;
  /** Nothing says which release it is: it is taken for the current Porch. */
  readonly isAssumed: boolean;
  readonly serviceAccount: string;
  /** Undefined where the flag names none: a variable may stand in its place, or anything. */
  readonly podNamespace: string | undefined;
  readonly flags: readonly FlagItem[];
  /** `command` and `args`: where they stand, and what is in them. */
  readonly lists: readonly { readonly path: Path; readonly texts: readonly string[] }[];
  readonly mounts: readonly Mount[];
  readonly volumes: readonly Volume[];
  /** The name that the volume, else the flag, else the options give the pull secret. */
  readonly secretName: string;
  /** Likewise; undefined where no flag asks for a private CA. */
  readonly caSecretName: string | undefined;
};

/** The one container that evaluates functions, or why it cannot be selected. */
export const selectAmong = (items: readonly Item[], options: Options): Step<Evaluator, Result> =>
  andThen(
    andThen(selectEvaluator(items, options), ({ item, container }) =>
      observeContainer(item, container),
    ),
    runner => done(evaluatorOf(runner, options)),
  );

function evaluatorOf(runner: ContainerFields, options: Options): Evaluator {
  const container = nodeValue(runner.tree, runner.container.node);
  const object = runner.item.value as KubernetesObject;
  const mounts = listAt(container, 'volumeMounts').map((value, index) => ({
    name: `${get(value, 'name')}`,
    folder: normalPath(stringAt(value, 'mountPath')),
    value,
    path: [...runner.container.path, 'volumeMounts', index],
  }));
  const volumes = listAt(object, ...POD_SPEC, 'volumes').map((value, index) => ({
    name: `${get(value, 'name')}`,
    value,
    path: [...POD_SPEC, 'volumes', index],
  }));
  const parts = {
    flags: argumentLists(runner).flatMap(list =>
      flagsIn(list).map(flag => ({
        ...flag,
        path: [...list.owner.path, list.key, flag.index],
      })),
    ),
    mounts,
    volumes,
  };
  const podNamespace = podNamespaceOf(runner);
  const tag = options.porchVersion ?? tagOf(runner.image);
  return {
    ...parts,
    object,
    name: runner.item.identity.name,
    namespace: runner.namespace,
    container,
    image: runner.image,
    imagePath: fieldPath([...runner.container.path, 'image']),
    release: releaseOf(tag),
    isAssumed: knownRelease(tag) === undefined,
    serviceAccount: runner.serviceAccount,
    podNamespace: isNamespace(podNamespace) ? podNamespace : undefined,
    lists: argumentLists(runner).map(list => ({
      path: [...list.owner.path, list.key],
      texts: textsOf(list),
    })),
    secretName:
      mountedSecret(parts, AUTH_PATH) ?? nameIn(flagOf(parts, AUTH_NAME)) ?? options.secretName,
    caSecretName: mountedSecret(parts, TLS_PATH),
  };
}

/** Undefined where the flag names no namespace of function pods. */
export const namesOf = ({ namespace, podNamespace, secretName }: Evaluator): Names | undefined =>
  podNamespace === undefined ? undefined : { namespace, podNamespace, secretName };

export const POD_SPEC = ['spec', 'template', 'spec'] as const;

/** A flag may hold anything; what is no name is not repeated. */
const nameIn = (flag: FlagItem | undefined): string | undefined =>
  flag?.value !== undefined && isObjectName(flag.value) ? flag.value : undefined;
