// What makes a Secret a pull secret, and what makes it ours.

/** The one key of its data. Mounted, it is the file's name. */
export const DOCKER_CONFIG_KEY = '.dockerconfigjson';
export const DOCKER_CONFIG_TYPE = 'kubernetes.io/dockerconfigjson';

/** The label of everything that this project makes; what lacks it is never overwritten. */
export const MANAGED_BY = 'app.kubernetes.io/managed-by';
export const MANAGER = 'enable-private-registries';
