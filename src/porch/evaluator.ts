// What tells the container that evaluates functions in pods from all others.

/** Required in every release with private registries: without it the pod evaluator does not start. */
export const EVALUATOR_VARIABLE = 'WRAPPER_SERVER_IMAGE';

/** The name of its Deployment and container up to Porch v1.6. */
export const DEFAULT_EVALUATOR = 'function-runner';
