// Each fault in a package has a code, and what is right has none.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { evaluate } from '../../src/function/evaluate.ts';
import { CA } from '../support/certificates.ts';
import { CREDENTIALS, configMap, documents, resourceList } from '../support/config.ts';
import { hasManifests, MANIFESTS, needs } from '../support/needs.ts';
import { type Any, type Objects, PACKAGE_FAULTS } from './package-faults.ts';
import { examineObjects, examineText, wired } from './wired.ts';

const podOf = (objects: Objects): Any =>
  objects.find(({ metadata }) => metadata.name === 'function-runner').spec.template.spec;
const volumeOf = (objects: Objects): Any =>
  podOf(objects).volumes.find(({ name }: Any) => name === 'docker-config');
const codesIn = (objects: Objects, data?: object) =>
  examineObjects(objects, data)
    .findings.map(({ code }) => code)
    .toSorted();

describe('the checks of a package', () => {
  for (const { name, codes, inject } of PACKAGE_FAULTS) {
    it(`name ${name}: ${codes.join(', ')}`, () => {
      const objects = wired();
      inject(objects);
      expect(codesIn(objects)).to.deep.equal([...codes].toSorted());
    });
  }

  const modes = {
    'one registry': CREDENTIALS,
    'a sidecar': { ...CREDENTIALS, sync: 'sidecar' },
    'a private CA': { ...CREDENTIALS, tlsCA: CA },
    'other names': { ...CREDENTIALS, secretName: 'pull', mountPath: '/creds', volumeName: 'v' },
    'an existing Secret': { secretMode: 'existing' },
    'a store': {
      secretMode: 'externalSecret',
      secretStore: 'vault',
      remoteKey: 'porch',
      registry: 'ghcr.io',
    },
  };
  for (const [name, data] of Object.entries(modes)) {
    it(`find nothing where the function ran with ${name}`, () => {
      const { findings, unmade } = examineObjects(wired(data), data);
      expect(findings.map(({ code, message }) => `${code} ${message}`)).to.deep.equal([]);
      expect(unmade).to.deep.equal([]);
    });
  }

  it('find nothing in a Secret that SOPS has encrypted', () => {
    const objects = wired();
    const secret = objects.find(({ kind }) => kind === 'Secret');
    Object.assign(secret, { type: 'ENC[fake]', data: { x: 'ENC[fake]' }, sops: {} });
    const { findings, unmade } = examineObjects(objects);
    expect([...findings, ...unmade]).to.deep.equal([]);
  });

  const roles = ['function-runner-pull-secret-sync', 'function-runner-pull-secret-sync-target'];
  for (const name of roles) {
    it(`do not pass the rights where a Role is not there: ${name}`, () => {
      const objects = wired().filter(
        ({ kind, metadata }) => kind !== 'Role' || metadata.name !== name,
      );
      const { passed, unmade } = examineObjects(objects);
      expect(passed.map(({ code }) => code)).not.to.include('EPR0702');
      expect(unmade.map(({ check, because }) => [check.code, because])).to.deep.equal([
        ['EPR0702', 'a role that is bound is not in the package'],
      ]);
    });
  }

  const right: Record<string, (objects: Objects) => void> = {
    'another program with a variable of the name of one of the sync': objects => {
      const other = structuredClone(objects.find(({ kind }) => kind === 'Deployment'));
      other.metadata = { name: 'aaa', namespace: 'porch-system' };
      const env = [{ name: 'SOURCE_NAMESPACE', value: 'db' }];
      other.spec.template.spec = { containers: [{ name: 'a', image: 'a:v1', env }] };
      objects.unshift(other);
    },
    'the sync with its account by the old name of the field': objects => {
      const { spec } = objects.find(
        ({ kind, metadata }) => kind === 'Deployment' && /sync/.test(metadata.name),
      ).spec.template;
      spec.serviceAccount = spec.serviceAccountName;
      delete spec.serviceAccountName;
    },
    'a projected volume of the Secret': objects => {
      const volume = volumeOf(objects);
      const { secretName: name } = volume.secret;
      delete volume.secret;
      volume.projected = { sources: [{ secret: { name } }] };
    },
    'a file for the group of the pod': objects => {
      volumeOf(objects).secret.defaultMode = 0o440;
      podOf(objects).securityContext = { fsGroup: 10001 };
    },
    'a file for root, who the function runner is': objects => {
      volumeOf(objects).secret.defaultMode = 0o400;
      podOf(objects).securityContext = { runAsUser: 0 };
      podOf(objects).containers[0].securityContext = {};
    },
    'the folder that the function runner has without the flag': objects => {
      const [container] = podOf(objects).containers;
      container.command = container.command.filter((text: string) => !/secret-path/.test(text));
      const mount = container.volumeMounts.find(({ name }: Any) => name === 'docker-config');
      mount.mountPath = '/var/tmp/config-secret';
    },
    'a ConfigMap of another program with a config.json': objects => {
      const data = { 'config.json': '{"theme":"dark"}' };
      objects.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data });
    },
    'a CA that is turned off': objects => {
      const { containers } = objects.find(({ metadata }) => metadata.name === 'function-runner')
        .spec.template.spec;
      containers[0].command.push('--enable-private-registries-tls=false');
    },
  };
  for (const [name, inject] of Object.entries(right)) {
    it(`find nothing in ${name}`, () => {
      const objects = wired();
      inject(objects);
      const { findings, unmade } = examineObjects(objects);
      expect([...findings, ...unmade]).to.deep.equal([]);
    });
  }

  it('find nothing in a CA at the folder that the function runner has without the flag', () => {
    const objects = wired({ ...CREDENTIALS, tlsCA: CA });
    const [container] = podOf(objects).containers;
    container.command = container.command.filter((text: string) => !/tls-secret-path/.test(text));
    expect(codesIn(objects)).to.deep.equal([]);
  });

  it('correct a path flag without a value where it stands', () => {
    const objects = wired();
    const [container] = podOf(objects).containers;
    const others = container.command.filter((text: string) => !/secret-path/.test(text));
    container.command = [...others, '--registry-auth-secret-path'];
    const [finding] = examineObjects(objects).findings;
    expect(finding?.code).to.equal('EPR0201');
    expect(finding?.patch).to.deep.equal([
      {
        op: 'replace',
        path: `/spec/template/spec/containers/0/command/${others.length}`,
        value: '--registry-auth-secret-path=/var/tmp/auth-secret/.dockerconfigjson',
      },
    ]);
  });

  it('say which key a Secret lacks, and which variable the sync', () => {
    const objects = wired();
    const secret = objects.find(({ kind }) => kind === 'Secret');
    secret.data = { 'config.json': secret.data['.dockerconfigjson'] };
    const [container] = objects.find(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.name.endsWith('-sync'),
    ).spec.template.spec.containers;
    container.env = container.env.filter(({ name }: Any) => name !== 'SECRET_NAME');
    const messages = examineObjects(objects).findings.map(({ message }) => message);
    expect(messages).to.include.members([
      '`data[".dockerconfigjson"]` is missing. Put the docker config under that key',
      '`spec.template.spec.containers[0].env` lacks the variable `SECRET_NAME`. Add it with the value `auth-secret`',
    ]);
  });

  it('say which entry holds a token of ECR that has expired', () => {
    const objects = wired();
    const password = Buffer.from('{"expiration": 1}').toString('base64');
    const auths = { '123456789012.dkr.ecr.eu-west-1.amazonaws.com': { username: 'AWS', password } };
    const secret = objects.find(({ kind }) => kind === 'Secret');
    const text = JSON.stringify({ auths });
    secret.data = { '.dockerconfigjson': Buffer.from(text).toString('base64') };
    expect(examineObjects(objects).findings.map(({ message }) => message)).to.include(
      '`data[".dockerconfigjson"]`: auths entry 1: the token of ECR has expired. Renew it',
    );
  });

  it('say in one finding that the function did not run', () => {
    const objects = wired();
    const [runner] = objects.filter(({ metadata }) => metadata.name === 'function-runner');
    const [container] = runner.spec.template.spec.containers;
    container.command = container.command.filter((flag: string) => !/registr/.test(flag));
    expect(codesIn([runner])).to.deep.equal(['EPR0103']);
  });
});

/** A shell command in one string, and two releases without private registries. */
const REFUSED = ['05', '15', '24'].map(number => `versions/${number}`);

describe('the checks of real packages', () => {
  needs('the manifests of Porch', hasManifests);
  const filesOf = (path: string): string[] =>
    statSync(path).isDirectory()
      ? readdirSync(path).flatMap(name => filesOf(join(path, name)))
      : [path];
  const packages = hasManifests
    ? readdirSync(MANIFESTS).flatMap(name =>
        name === 'versions'
          ? readdirSync(join(MANIFESTS, name)).map(file => join(name, file))
          : name.endsWith('.md')
            ? []
            : [name],
      )
    : [];
  for (const name of packages) {
    const isRefused = REFUSED.some(start => name.startsWith(start));
    it(`find ${isRefused ? 'what the function refuses' : 'nothing'} in ${name}, once it ran`, () => {
      const items = filesOf(join(MANIFESTS, name)).flatMap(file =>
        documents(readFileSync(file, 'utf8'), 'file.yaml'),
      );
      const { output, failed } = evaluate(Buffer.from(resourceList(items, configMap(CREDENTIALS))));
      const { findings } = examineText(output.toString());
      expect(failed).to.equal(isRefused);
      if (isRefused) expect(findings).not.to.deep.equal([]);
      else expect(findings).to.deep.equal([]);
    });
  }
});
