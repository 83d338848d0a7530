// Docker configs as products and tools write them: what is said, what is written, and who finds it.
import { expect } from 'chai';
import type { Finding } from '../../src/findings/finding.ts';
import { andThen, done } from '../../src/findings/step.ts';
import { readConfigFile } from '../../src/registry/config-file.ts';
import { buildDockerConfig, serializeDockerConfig } from '../../src/registry/docker-config.ts';
import { checkExpiry } from '../../src/registry/expiry.ts';
import { checkDockerConfig } from '../../src/registry/readers.ts';
import { hasProgram, needs } from '../support/needs.ts';
import { isUsable, judge, READERS } from './judge.ts';

const NOW = new Date('2026-01-01');
const NOBODY = '00000000-0000-0000-0000-000000000000';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const token = (exp: number) =>
  `e30.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.x`;
const auth = base64('u:p');

type Shape = {
  readonly file: unknown;
  readonly image: string;
  /** Readers of the file as it is that have a login for the image which works. */
  readonly found: string;
  /** What is reported where the file is that of a Secret which something else made. */
  readonly existing: readonly string[];
  /** The keys that the function writes; none where it refuses the file. */
  readonly written: readonly string[];
  /** What is reported where the file is the function's input. */
  readonly given: readonly string[];
};

const SHAPES: Readonly<Record<string, Shape>> = {
  'docker login at ghcr.io': {
    file: { auths: { 'ghcr.io': { auth } } },
    image: 'ghcr.io/org/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['ghcr.io'],
    given: [],
  },
  'docker login at Docker Hub': {
    file: { auths: { 'https://index.docker.io/v1/': { auth } } },
    image: 'alpine',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner'],
    written: ['https://index.docker.io/v1/', 'index.docker.io'],
    given: [],
  },
  'docker login of a version that wrote its name': {
    file: {
      auths: { 'https://index.docker.io/v1/': { auth } },
      HttpHeaders: { 'User-Agent': 'Docker-Client/19.03 (linux)' },
    },
    image: 'org/fn',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner'],
    written: ['https://index.docker.io/v1/', 'index.docker.io'],
    given: [],
  },
  'docker login in the browser': {
    file: {
      auths: {
        'https://index.docker.io/v1/': { auth },
        'https://index.docker.io/v1/access-token': { auth },
        'https://index.docker.io/v1/refresh-token': { auth },
      },
    },
    image: 'alpine',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner', 'warning docker-token', 'warning docker-token'],
    written: ['https://index.docker.io/v1/', 'index.docker.io'],
    given: ['info docker-token', 'info docker-token'],
  },
  'docker login at a registry without TLS': {
    file: { auths: { 'http://10.0.0.5:5000': { auth } } },
    image: '10.0.0.5:5000/fn',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner'],
    written: ['10.0.0.5:5000'],
    given: ['info registry-normalised'],
  },
  'docker login at an IPv6 address': {
    file: { auths: { '[fd00::5]:5000': { auth } } },
    image: '[fd00::5]:5000/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['[fd00::5]:5000'],
    given: [],
  },
  'Docker Desktop': {
    file: {
      auths: { 'https://index.docker.io/v1/': {} },
      credsStore: 'desktop',
      currentContext: 'desktop-linux',
    },
    image: 'alpine',
    found: '',
    existing: ['warning no-login-helper'],
    written: [],
    given: ['error no-login-helper'],
  },
  'Docker Desktop without a login': {
    file: { auths: {}, credsStore: 'desktop' },
    image: 'alpine',
    found: '',
    existing: ['warning no-login-helper'],
    written: [],
    given: ['error no-login-helper'],
  },
  'Docker Desktop with an entry added by hand': {
    file: {
      auths: { 'https://index.docker.io/v1/': {}, 'ghcr.io': { auth } },
      credsStore: 'desktop',
    },
    image: 'ghcr.io/org/fn',
    found: 'runner kubelet',
    existing: ['warning entry-empty'],
    written: ['ghcr.io'],
    given: ['info empty-entry-left-out'],
  },
  'Docker on a Mac': {
    file: {
      auths: { 'ghcr.io': {}, 'quay.io': {} },
      credsStore: 'osxkeychain',
      plugins: { debug: { hooks: 'exec' } },
    },
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['warning no-login-helper'],
    written: [],
    given: ['error no-login-helper'],
  },
  'Docker on Windows, saved by an editor': {
    file: `\uFEFF${JSON.stringify({ auths: { 'ghcr.io': { auth } } })}`,
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['error json-invalid'],
    written: ['ghcr.io'],
    given: [],
  },
  'Docker on Windows with its store': {
    file: { auths: { 'ghcr.io': {} }, credsStore: 'wincred.exe' },
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['warning no-login-helper'],
    written: [],
    given: ['error no-login-helper'],
  },
  'oras login with a store': {
    file: { auths: { 'ghcr.io': {} }, credsStore: 'pass' },
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['warning no-login-helper'],
    written: [],
    given: ['error no-login-helper'],
  },
  'helm registry login': {
    file: { auths: { 'registry.example:5000': { auth } } },
    image: 'registry.example:5000/charts/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['registry.example:5000'],
    given: [],
  },
  'podman login at docker.io': {
    file: { auths: { 'docker.io': { auth } } },
    image: 'alpine',
    found: 'kubelet',
    existing: ['warning key-not-for-the-runner'],
    written: ['https://index.docker.io/v1/', 'index.docker.io'],
    given: ['info registry-normalised'],
  },
  'podman login at a namespace': {
    file: { auths: { 'quay.io/org': { auth } } },
    image: 'quay.io/org/fn',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner'],
    written: ['quay.io', 'quay.io/org'],
    given: ['warning path-for-the-kubelet-only'],
  },
  'podman login at two namespaces': {
    file: { auths: { 'quay.io/one': { auth }, 'quay.io/two': { auth: base64('v:q') } } },
    image: 'quay.io/one/fn',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner', 'warning key-not-for-the-runner'],
    written: [],
    given: [
      'error path-without-host',
      'warning path-for-the-kubelet-only',
      'warning path-for-the-kubelet-only',
    ],
  },
  'skopeo login at a local registry': {
    file: { auths: { 'localhost:5000': { auth } } },
    image: 'localhost:5000/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['localhost:5000'],
    given: [],
  },
  'gcloud auth configure-docker': {
    file: { credHelpers: { 'gcr.io': 'gcloud', 'europe-docker.pkg.dev': 'gcloud' } },
    image: 'gcr.io/project/fn',
    found: '',
    existing: ['warning no-login-helper'],
    written: [],
    given: ['error no-login-helper'],
  },
  'gcloud auth configure-docker beside a login': {
    file: { auths: { 'ghcr.io': { auth } }, credHelpers: { 'gcr.io': 'gcloud' } },
    image: 'ghcr.io/org/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['ghcr.io'],
    given: ['info credential-helpers-left-out'],
  },
  "a service account's key at Google": {
    file: {
      auths: {
        'europe-docker.pkg.dev': {
          auth: base64(`_json_key:${JSON.stringify({ type: 'service_account' }, null, 2)}`),
        },
      },
    },
    image: 'europe-docker.pkg.dev/project/repo/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['europe-docker.pkg.dev'],
    given: [],
  },
  'an access token of Google': {
    file: {
      auths: { 'gcr.io': { username: 'oauth2accesstoken', password: 'fake.token-of_google' } },
    },
    image: 'gcr.io/project/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['gcr.io'],
    given: [],
  },
  'the helper of Amazon ECR': {
    file: { credsStore: 'ecr-login' },
    image: '1.dkr.ecr.eu-west-1.amazonaws.com/fn',
    found: '',
    existing: ['warning no-login-helper'],
    written: [],
    given: ['error no-login-helper'],
  },
  'aws ecr get-login-password': {
    file: { auths: { '1.dkr.ecr.eu-west-1.amazonaws.com': { auth: base64('AWS:fake') } } },
    image: '1.dkr.ecr.eu-west-1.amazonaws.com/fn',
    found: 'runner kubelet keychain',
    existing: ['info login-aws'],
    written: ['1.dkr.ecr.eu-west-1.amazonaws.com'],
    given: ['warning login-aws'],
  },
  'az acr login': {
    file: {
      auths: {
        'demo.azurecr.io': { auth: base64(`${NOBODY}:`), identitytoken: 'fake.identity.token' },
      },
    },
    image: 'demo.azurecr.io/fn',
    found: 'runner keychain',
    existing: ['warning login-token'],
    written: [],
    given: ['error login-token'],
  },
  'az acr login --expose-token': {
    file: { auths: { 'demo.azurecr.io': { username: NOBODY, password: token(1e10) } } },
    image: 'demo.azurecr.io/fn',
    found: 'runner kubelet keychain',
    existing: ['info login-expires'],
    written: ['demo.azurecr.io'],
    given: ['warning login-expires'],
  },
  'az acr login --expose-token, long ago': {
    file: { auths: { 'demo.azurecr.io': { username: NOBODY, password: token(1e9) } } },
    image: 'demo.azurecr.io/fn',
    found: 'runner kubelet keychain',
    existing: ['warning login-expired'],
    written: ['demo.azurecr.io'],
    given: ['warning login-expired'],
  },
  'a service principal at Azure': {
    file: {
      auths: {
        'demo.azurecr.io': { username: '11111111-2222-3333-4444-555555555555', password: 'p~w' },
      },
    },
    image: 'demo.azurecr.io/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['demo.azurecr.io'],
    given: [],
  },
  'all registries at Azure': {
    file: { auths: { '*.azurecr.io': { auth } } },
    image: 'demo.azurecr.io/fn',
    found: 'kubelet',
    existing: ['warning registry-glob'],
    written: [],
    given: ['error registry-glob'],
  },
  'kubectl create secret docker-registry': {
    file: { auths: { 'ghcr.io': { username: 'u', password: 'p', auth } } },
    image: 'ghcr.io/org/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['ghcr.io'],
    given: ['info auth-wins'],
  },
  'kubectl create secret with an email': {
    file: { auths: { 'ghcr.io': { username: 'u', password: 'p', email: 'u@example.com', auth } } },
    image: 'ghcr.io/org/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['ghcr.io'],
    given: ['info auth-wins'],
  },
  'kubectl create secret without a server': {
    file: { auths: { 'https://index.docker.io/v1/': { username: 'u', password: 'p', auth } } },
    image: 'alpine',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner'],
    written: ['https://index.docker.io/v1/', 'index.docker.io'],
    given: ['info auth-wins'],
  },
  'kubectl create secret with a URL': {
    file: { auths: { 'https://ghcr.io': { username: 'u', password: 'p', auth } } },
    image: 'ghcr.io/org/fn',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner'],
    written: ['ghcr.io'],
    given: ['info registry-normalised', 'info auth-wins'],
  },
  'kubectl create secret with an unset variable': {
    file: { auths: { 'ghcr.io': { username: 'u', auth: base64('u:') } } },
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['warning no-login', 'warning login-empty'],
    written: [],
    given: ['info auth-wins', 'error login-empty'],
  },
  "kubectl create secret with a file's newline": {
    file: { auths: { 'ghcr.io': { username: 'u', password: 'p\n', auth: base64('u:p\n') } } },
    image: 'ghcr.io/org/fn',
    found: 'runner kubelet keychain',
    existing: ['warning login-newline-sent'],
    written: ['ghcr.io'],
    given: ['info auth-wins', 'warning login-newline-cut'],
  },
  'the pull secret of OpenShift': {
    file: {
      auths: {
        'cloud.openshift.com': { auth, email: 'u@example.com' },
        'quay.io': { auth, email: 'u@example.com' },
        'registry.redhat.io': { auth, email: 'u@example.com' },
      },
    },
    image: 'registry.redhat.io/ubi9/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['cloud.openshift.com', 'quay.io', 'registry.redhat.io'],
    given: [],
  },
  "a ServiceAccount's .dockercfg of OpenShift": {
    file: {
      'image-registry.openshift-image-registry.svc:5000': {
        username: 'serviceaccount',
        password: token(1e10),
        email: 'sa@example.com',
        auth: base64(`serviceaccount:${token(1e10)}`),
      },
    },
    image: 'image-registry.openshift-image-registry.svc:5000/project/fn',
    found: '',
    existing: ['warning no-login-dockercfg'],
    written: [],
    given: ['error no-login-dockercfg'],
  },
  "a ServiceAccount's docker config of OpenShift": {
    file: {
      auths: {
        'image-registry.openshift-image-registry.svc:5000': {
          auth: base64(`<token>:${token(1e10)}`),
        },
      },
    },
    image: 'image-registry.openshift-image-registry.svc:5000/project/fn',
    found: 'runner kubelet keychain',
    existing: ['info login-expires'],
    written: ['image-registry.openshift-image-registry.svc:5000'],
    given: ['warning login-expires'],
  },
  'a robot of Harbor': {
    file: { auths: { 'harbor.example': { auth: base64('robot$porch:p') } } },
    image: 'harbor.example/project/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['harbor.example'],
    given: [],
  },
  'a robot of Quay': {
    file: { auths: { 'quay.io': { auth: base64('org+robot:p') } } },
    image: 'quay.io/org/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['quay.io'],
    given: [],
  },
  'a deploy token of GitLab': {
    file: { auths: { 'registry.gitlab.com': { auth: base64('gitlab+deploy-token-1:p') } } },
    image: 'registry.gitlab.com/group/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['registry.gitlab.com'],
    given: [],
  },
  'a job of GitLab CI': {
    file: {
      auths: { 'https://registry.gitlab.com': { username: 'gitlab-ci-token', password: 'p' } },
    },
    image: 'registry.gitlab.com/group/fn',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner'],
    written: ['registry.gitlab.com'],
    given: ['info registry-normalised'],
  },
  'a repository of Artifactory': {
    file: {
      auths: { 'example.jfrog.io/docker-local': { username: 'ci@example.com', password: 'p' } },
    },
    image: 'example.jfrog.io/docker-local/fn',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner'],
    written: ['example.jfrog.io', 'example.jfrog.io/docker-local'],
    given: ['warning path-for-the-kubelet-only'],
  },
  'an access token of Artifactory': {
    file: { auths: { 'example.jfrog.io': { username: 'ci', password: token(1e10) } } },
    image: 'example.jfrog.io/fn',
    found: 'runner kubelet keychain',
    existing: ['info login-expires'],
    written: ['example.jfrog.io'],
    given: ['warning login-expires'],
  },
  'a port of Nexus': {
    file: { auths: { 'nexus.example:8082': { auth } } },
    image: 'nexus.example:8082/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['nexus.example:8082'],
    given: [],
  },
  'Nexus by its web page': {
    file: { auths: { 'https://nexus.example/': { auth } } },
    image: 'nexus.example/fn',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner'],
    written: ['nexus.example'],
    given: ['info registry-normalised'],
  },
  'a key of IBM Cloud': {
    file: { auths: { 'icr.io': { username: 'iamapikey', password: 'p' } } },
    image: 'icr.io/namespace/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['icr.io'],
    given: [],
  },
  'a user of Oracle Cloud': {
    file: {
      auths: { 'fra.ocir.io': { username: 'tenancy/user@example.com', password: 'p;(q)>r' } },
    },
    image: 'fra.ocir.io/tenancy/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['fra.ocir.io'],
    given: [],
  },
  'a namespace of Scaleway': {
    file: { auths: { 'rg.fr-par.scw.cloud/namespace': { username: 'nologin', password: 'p' } } },
    image: 'rg.fr-par.scw.cloud/namespace/fn',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner'],
    written: ['rg.fr-par.scw.cloud', 'rg.fr-par.scw.cloud/namespace'],
    given: ['warning path-for-the-kubelet-only'],
  },
  'a client of the Docker Engine API': {
    file: {
      auths: {
        'registry.example.com': {
          username: 'u',
          password: 'p',
          auth,
          email: 'a@b.c',
          serveraddress: 'registry.example.com',
        },
      },
    },
    image: 'registry.example.com/fn',
    found: 'runner kubelet keychain',
    existing: [],
    written: ['registry.example.com'],
    given: ['info auth-wins'],
  },
  'a bearer token': {
    file: { auths: { 'registry.example.com': { registrytoken: 'fake' } } },
    image: 'registry.example.com/fn',
    found: 'runner keychain',
    existing: ['warning login-token'],
    written: [],
    given: ['error login-token'],
  },
  'Kaniko in a pipeline': {
    file: {
      auths: { 'index.docker.io': { auth } },
      credHelpers: { 'public.ecr.aws': 'ecr-login' },
    },
    image: 'alpine',
    found: 'runner kubelet',
    existing: [],
    written: ['https://index.docker.io/v1/', 'index.docker.io'],
    given: ['info credential-helpers-left-out'],
  },
  "an address of Docker Hub's API": {
    file: { auths: { 'registry-1.docker.io': { auth } } },
    image: 'alpine',
    found: '',
    existing: ['warning key-never-found'],
    written: ['https://index.docker.io/v1/', 'index.docker.io'],
    given: ['info registry-normalised'],
  },
  "Docker Hub's former page": {
    file: { auths: { 'https://registry.hub.docker.com': { auth } } },
    image: 'alpine',
    found: '',
    existing: ['warning key-never-found'],
    written: ['https://index.docker.io/v1/', 'index.docker.io'],
    given: ['info registry-normalised'],
  },
  "Docker Hub's URL without its slash": {
    file: { auths: { 'https://index.docker.io/v1': { auth } } },
    image: 'alpine',
    found: '',
    existing: ['warning key-never-found'],
    written: ['https://index.docker.io/v1/', 'index.docker.io'],
    given: ['info registry-normalised'],
  },
  'an organisation at Docker Hub': {
    file: { auths: { 'docker.io/org': { auth } } },
    image: 'org/fn',
    found: 'kubelet',
    existing: ['warning key-not-for-the-runner'],
    written: ['docker.io/org', 'https://index.docker.io/v1/', 'index.docker.io'],
    given: ['warning path-for-the-kubelet-only'],
  },
  'a host in capitals': {
    file: { auths: { 'GHCR.IO': { auth } } },
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['warning key-never-found'],
    written: ['ghcr.io'],
    given: ['info registry-normalised'],
  },
  'a host with its API path': {
    file: { auths: { 'https://ghcr.io/v2/': { auth } } },
    image: 'ghcr.io/org/fn',
    found: 'kubelet keychain',
    existing: ['warning key-not-for-the-runner'],
    written: ['ghcr.io'],
    given: ['info registry-normalised'],
  },
  'a host with user and password': {
    file: { auths: { 'https://u:p@ghcr.io': { auth } } },
    image: 'ghcr.io/org/fn',
    found: 'kubelet keychain',
    existing: ['warning registry-user'],
    written: [],
    given: ['error registry-user'],
  },
  'a host without a dot': {
    file: { auths: { registry: { auth } } },
    image: 'registry/fn',
    found: '',
    existing: ['warning registry-bare-name'],
    written: [],
    given: ['error registry-bare-name'],
  },
  'an address for FTP': {
    file: { auths: { 'ftp://ghcr.io': { auth } } },
    image: 'ghcr.io/org/fn',
    found: 'keychain',
    existing: ['warning registry-scheme'],
    written: [],
    given: ['error registry-scheme'],
  },
  'auth that echo wrote': {
    file: { auths: { 'ghcr.io': { auth: base64('u:p\n') } } },
    image: 'ghcr.io/org/fn',
    found: 'runner kubelet keychain',
    existing: ['warning login-newline-sent'],
    written: ['ghcr.io'],
    given: ['warning login-newline-cut'],
  },
  'auth in the URL-safe alphabet': {
    file: { auths: { 'ghcr.io': { auth: 'dTo_Pz8_' } } },
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['error auth-not-base64'],
    written: [],
    given: ['error auth-not-base64'],
  },
  'auth in plain text': {
    file: { auths: { 'ghcr.io': { auth: 'u:p' } } },
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['error auth-not-base64'],
    written: [],
    given: ['error auth-not-base64'],
  },
  "a Secret's value, encoded twice": {
    file: base64(JSON.stringify({ auths: { 'ghcr.io': { auth } } })),
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['error docker-config-base64'],
    written: ['ghcr.io'],
    given: ['info config-file-base64'],
  },
  'a placeholder': {
    file: {},
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['warning no-login'],
    written: [],
    given: ['error no-login'],
  },
  'a placeholder with auths': {
    file: { auths: {} },
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['warning no-login'],
    written: [],
    given: ['error no-login'],
  },
  'an entry of null': {
    file: { auths: { 'ghcr.io': null } },
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['warning no-login'],
    written: [],
    given: ['error no-login'],
  },
  'a list in place of auths': {
    file: { auths: [{ registry: 'ghcr.io', auth }] },
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['error docker-config-auths'],
    written: [],
    given: ['error no-login'],
  },
  'a comma too many': {
    file: '{"auths": {"ghcr.io": {"auth": "dTpw"},}}',
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['error json-invalid'],
    written: [],
    given: ['error json-invalid'],
  },
  'YAML in place of JSON': {
    file: 'auths:\n  ghcr.io:\n    auth: dTpw\n',
    image: 'ghcr.io/org/fn',
    found: '',
    existing: ['error json-invalid'],
    written: [],
    given: ['error json-invalid'],
  },
};

const textOf = (file: unknown) => (typeof file === 'string' ? file : JSON.stringify(file));
const codes = (findings: readonly Finding[]) =>
  findings.map(({ severity, code }) => `${severity} ${code}`);
const read = (file: unknown) =>
  andThen(readConfigFile(textOf(file), 'config.json'), credentials =>
    andThen(buildDockerConfig(credentials), config => done(config, checkExpiry(credentials, NOW))),
  );

describe('a docker config as it is found', () => {
  for (const [name, { file, existing, written, given }] of Object.entries(SHAPES)) {
    it(`like ${name}, in a Secret`, () => {
      expect(codes(checkDockerConfig(textOf(file), 'file', NOW))).to.deep.equal(existing);
    });

    it(`like ${name}, as input`, () => {
      const config = read(file);
      expect(codes(config.findings)).to.deep.equal(given);
      expect(config.ok ? Object.keys(config.value.auths) : []).to.deep.equal(written);
    });
  }
});

describe('a docker config as it is found, to the real readers,', () => {
  needs('go, which builds hack/readers', hasProgram('go', 'version'));
  const ask = judge();
  const shapes = Object.entries(SHAPES);

  it('has the logins of the table', () => {
    const answers = ask(
      shapes.map(([, { file, image }]) => ({ config: textOf(file), images: [image] })),
    );
    const found = answers.map(answer =>
      READERS.filter(reader => answer[reader]?.[0]?.some(login => isUsable(login, reader))),
    );
    expect(shapes.map(([name], index) => [name, found[index]?.join(' ')])).to.deep.equal(
      shapes.map(([name, shape]) => [name, shape.found]),
    );
  });

  it('has a login for all of them once the function has written it', () => {
    const cases = shapes.flatMap(([name, { file, image }]) => {
      const config = read(file);
      if (!config.ok) return [];
      return [{ name, config: serializeDockerConfig(config.value), images: [image] }];
    });
    expect(cases).not.to.deep.equal([]);
    for (const [index, answer] of ask(cases).entries()) {
      const found = READERS.filter(reader =>
        answer[reader]?.[0]?.some(login => isUsable(login, reader)),
      );
      expect(found, cases[index]?.name).to.deep.equal(READERS);
    }
  });
});
