// A Secret that the function generates, with one key: the pull secret or the TLS secret.
import { MANAGED_BY, MANAGER } from '../registry/pull-secret.ts';
import { removeKey, setKey } from '../yaml/edit.ts';
import { mapAt, textAt } from '../yaml/lookup.ts';
import type { MappingNode, Tree } from '../yaml/node.ts';
import { dataPath } from './fields.ts';
import type { Change, Generated, PackageFile } from './generated.ts';
import { isOwnSecret } from './ownership.ts';
import { PULL_SECRET, type Purpose } from './purpose.ts';
import type { Request } from './request.ts';

const PLAIN_TEXT =
  'the package now holds credentials in plain text (base64 hides nothing): it must not be published; ' +
  '`secretMode: existing` keeps them out of it';

/** @param content what its key holds, as text */
export function generatedSecret(
  request: Request,
  purpose: Purpose,
  name: string,
  content: string,
): Generated {
  const { namespace } = request.target;
  const { type, key } = purpose.generated;
  const payload = Buffer.from(content).toString('base64');
  const isPullSecret = purpose === PULL_SECRET;
  return {
    object: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace, labels: { [MANAGED_BY]: MANAGER } },
      type,
      data: { [key]: payload },
    } as Generated['object'],
    subject: purpose.subject,
    file: fileOf(request),
    owns: item => isOwnSecret(item, purpose),
    wayOut: isPullSecret
      ? 'set `secretMode: existing` to use it as it is'
      : 'remove `tlsCA` to use it as it is',
    otherwise: `choose another \`${purpose.options.secretName}\``,
    warnings: isPullSecret ? [{ message: PLAIN_TEXT, path: dataPath(key) }] : [],
    correct: (tree, root) => correct(tree, root, purpose, payload),
  };
}

/** Where a generated Secret stands: beside the Deployment, or in the file that the options name. */
export function fileOf({ target, config }: Request): PackageFile {
  const { secretPath } = config.options;
  const { path } = target.item.identity;
  return { path: path && (secretPath ?? path), moves: secretPath !== undefined };
}

function correct(
  tree: Tree,
  root: MappingNode,
  { subject, generated: { type, key } }: Purpose,
  payload: string,
): Change[] {
  const changes: Change[] = [];
  if (textAt(root, 'type') !== type) {
    const splices = [setKey(tree, root, 'type', type)];
    changes.push({ message: `corrected the type of the ${subject}`, path: 'type', splices });
  }
  const lost = removeKey(tree, root, 'stringData', 'immutable');
  if (lost.length > 0) {
    const message = `removed \`stringData\` or \`immutable\`, which would keep the ${subject} as it is in the cluster`;
    changes.push({ message, path: 'stringData', splices: lost });
  }
  const data = mapAt(root, 'data');
  if (data === undefined || textAt(data, key) !== payload) {
    const splice = data
      ? setKey(tree, data, key, payload)
      : setKey(tree, root, 'data', { [key]: payload });
    const path = dataPath(key);
    changes.push({ message: `updated the ${subject}`, path, splices: [splice], content: true });
  }
  return changes;
}
