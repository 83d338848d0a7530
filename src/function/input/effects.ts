// Options that have no effect beside the others.
import type { Identity } from '../../krm/identity.ts';
import { infoOn, type Result } from '../../krm/result.ts';
import type { Options } from './options.ts';

type Rule = {
  readonly keys: readonly (keyof Options)[];
  readonly hasEffect: (options: Options) => boolean;
  /** What gives them one. */
  readonly needs: string;
};

const hasCA = ({ tlsSecretName, tlsCA }: Options): boolean =>
  tlsSecretName !== undefined || tlsCA !== undefined;

const RULES: readonly Rule[] = [
  {
    keys: ['secretStore', 'secretStoreKind', 'remoteKey', 'refreshInterval'],
    hasEffect: ({ secretMode }) => secretMode === 'externalSecret',
    needs: '`secretMode: externalSecret`',
  },
  {
    keys: ['secretPath'],
    hasEffect: ({ secretMode, tlsCA }) => secretMode !== 'existing' || tlsCA !== undefined,
    needs: '`secretMode: generate` or `externalSecret`',
  },
  {
    keys: ['tlsMountPath', 'tlsVolumeName'],
    hasEffect: hasCA,
    needs: '`tlsSecretName` or `tlsCA`',
  },
  {
    keys: ['syncPath'],
    hasEffect: ({ sync }) => sync === 'companion',
    needs: '`sync: companion`',
  },
  {
    keys: ['syncImage', 'refreshRunner'],
    hasEffect: ({ sync }) => sync !== 'none',
    needs: '`sync: companion` or `sidecar`',
  },
];

/** An info for each option that the user wrote and that changes nothing; `disabled` makes many of them so. */
export function withoutEffect(
  owner: Identity,
  options: Options,
  given: ReadonlySet<string>,
): Result[] {
  if (options.state === 'disabled') return [];
  return RULES.filter(rule => !rule.hasEffect(options)).flatMap(({ keys, needs }) =>
    keys
      .filter(key => given.has(key))
      .map(key => {
        const path = `data.${key}`;
        const message = `\`${path}\` has no effect: it needs ${needs}. Remove it, or set that too`;
        return infoOn(owner, 'option-without-effect', message, path);
      }),
  );
}
