// What makes a Secret a pull secret, and what makes it ours.

/** The one key of its data. Mounted, it is the file's name. */
export const DOCKER_CONFIG_KEY = '.dockerconfigjson';
export const DOCKER_CONFIG_TYPE = 'kubernetes.io/dockerconfigjson';

/** Says which part of the project an object is. Other functions leave it alone, unlike the label. */
export const PART_ANNOTATION = 'enable-private-registries/part';

/** The label of everything that this project makes, for people; other functions overwrite it. */
export const MANAGED_BY = 'app.kubernetes.io/managed-by';
export const MANAGER = 'enable-private-registries';
