// What earlier versions of the function wrote, without the annotation: known by the label, or, where
// another function has overwritten that, by name and content.
import type { Item } from '../../krm/item.ts';
import { get, listAt } from '../../krm/object.ts';
import { isGenerated } from '../../registry/docker-config.ts';
import { DOCKER_CONFIG_KEY, MANAGED_BY, MANAGER } from '../../registry/pull-secret.ts';
import { CA_SECRET } from './mounted-secret.ts';
import type { OwnPart } from './own-parts.ts';
import { isSyncContainer } from './sync-container.ts';
import { syncPartOf } from './sync-names.ts';

export function earlierPartOf(item: Item): OwnPart | undefined {
  const { identity } = item;
  const manager = get(identity.labels, MANAGED_BY);
  if (manager === undefined) return undefined;
  const part = partByKind(item);
  return part !== undefined && (manager === MANAGER || isByContent(item)) ? part : undefined;
}

function partByKind({ identity: { kind, name }, value }: Item): OwnPart | undefined {
  if (kind === 'Secret') {
    return get(value, 'data', CA_SECRET.generated.key) === undefined ? 'pull-secret' : 'ca-secret';
  }
  if (kind === 'ExternalSecret') return 'external-secret';
  if (!Object.hasOwn(HAS_CONTENT, kind)) return undefined;
  return syncPartOf(name);
}

const isByContent = ({ identity, value }: Item): boolean =>
  HAS_CONTENT[identity.kind]?.(value, identity.name) ?? false;

const HAS_CONTENT: Readonly<Record<string, (value: unknown, name: string) => boolean>> = {
  Secret: value => {
    const payload = get(value, 'data', DOCKER_CONFIG_KEY);
    if (typeof payload === 'string') return isGenerated(Buffer.from(payload, 'base64').toString());
    return Object.keys(get(value, 'data') ?? {}).join() === CA_SECRET.generated.key;
  },
  ExternalSecret: value => {
    const template = get(value, 'spec', 'target', 'template', 'data', DOCKER_CONFIG_KEY);
    return typeof template === 'string' && template.startsWith('{{- $username');
  },
  ServiceAccount: (_, name) => syncPartOf(name) === 'sync',
  Role: value => listAt(value, 'rules').some(rule => listAt(rule, 'resources').includes('secrets')),
  RoleBinding: (value, name) => get(value, 'roleRef', 'name') === name,
  Deployment: value =>
    listAt(value, 'spec', 'template', 'spec', 'containers').some(isSyncContainer),
};
