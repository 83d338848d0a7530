// The two Secrets that are mounted into the runner's container, and what tells one from the other.
import { AUTH_NAME, AUTH_PATH, NEVER_RELEASED, TLS_PATH } from '../../porch/flags.ts';
import { DOCKER_CONFIG_KEY, DOCKER_CONFIG_TYPE } from '../../registry/pull-secret.ts';

export type MountedSecret = {
  /** What messages call the Secret. */
  readonly subject: string;
  /** The options that name its parts. */
  readonly options: {
    readonly secretName: 'secretName' | 'tlsSecretName';
    readonly volumeName: 'volumeName' | 'tlsVolumeName';
    readonly mountPath: 'mountPath' | 'tlsMountPath';
  };
  /** Type and only key of the Secret that the function generates. */
  readonly generated: { readonly type: string; readonly key: string };
  /** The flag that leads to the mount, by a file in it or by the folder. */
  readonly pathFlag: string;
  /** What early documents called it. */
  readonly formerPathFlags: readonly string[];
  readonly pathNames: 'file' | 'folder';
  /** The flag that repeats the Secret's name. */
  readonly nameFlag?: string;
  /** A mountPath that every image of the runner leaves free. */
  readonly freePath: string;
};

export const PULL_SECRET: MountedSecret = {
  subject: 'pull secret',
  options: { secretName: 'secretName', volumeName: 'volumeName', mountPath: 'mountPath' },
  generated: { type: DOCKER_CONFIG_TYPE, key: DOCKER_CONFIG_KEY },
  pathFlag: AUTH_PATH,
  formerPathFlags: NEVER_RELEASED.authPath,
  pathNames: 'file',
  nameFlag: AUTH_NAME,
  freePath: '/var/tmp/auth-secret',
};

/** The name of a generated CA Secret for which the options have none. */
export const DEFAULT_CA_SECRET = 'registry-ca';

/** A `kubernetes.io/tls` Secret would need a certificate and key of its own: the API server requires them. */
export const CA_SECRET: MountedSecret = {
  subject: 'CA secret',
  options: { secretName: 'tlsSecretName', volumeName: 'tlsVolumeName', mountPath: 'tlsMountPath' },
  generated: { type: 'Opaque', key: 'ca.crt' },
  pathFlag: TLS_PATH,
  formerPathFlags: [],
  pathNames: 'folder',
  freePath: '/var/tmp/tls-secret',
};
