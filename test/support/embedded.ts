// The embedded package's Deployment and its neighbours, as kpt hands them to the function.
import { readFileSync } from 'node:fs';
import { CREDENTIALS, configMap, documents, resourceList } from './config.ts';

export const EMBEDDED_FILE = '2-function-runner.yaml';

export const embeddedText = (): string =>
  readFileSync(new URL(`../../${EMBEDDED_FILE}`, import.meta.url), 'utf8');

export const embeddedItems = (): string[] => documents(embeddedText(), EMBEDDED_FILE);

/** The ResourceList, with a functionConfig of those values. */
export const embedded = (data: Readonly<Record<string, unknown>> = CREDENTIALS): string =>
  resourceList(embeddedItems(), configMap(data));
