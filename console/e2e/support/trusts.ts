import { generateKeyPairSync } from 'node:crypto';
import { unique, type Api } from './api';

export const AUDIENCE = 'https://tokenry.example/e/prod';

/** Returns the keys of a cluster that does not publish them. */
export function keySet() {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'ES256', use: 'sig' }] };
}

/** Creates an issuer of GitHub's id tokens. The service fetches the keys of an enabled one, so that it is disabled. */
export async function createIssuer(api: Api, name = unique('github')): Promise<string> {
  await api.call('PUT', `issuers/${name}`, {
    kind: 'github',
    issuer: 'https://token.actions.githubusercontent.com',
    audiences: [AUDIENCE],
    enabled: false,
  });
  return name;
}

/** Creates an issuer with which people sign in, disabled as the one of GitHub. */
export async function createIssuerOfPeople(api: Api): Promise<string> {
  const name = unique('people');
  await api.call('PUT', `issuers/${name}`, {
    kind: 'people',
    issuer: `https://${name}.example`,
    audiences: ['tokenry-console'],
    clientId: 'tokenry-console',
    redirectUris: ['https://tokenry.example/console/signed-in'],
    enabled: false,
  });
  return name;
}

export const CONDITIONS = [
  { claim: 'repository_id', equals: '456789' },
  { claim: 'repository_owner_id', equals: '123456' },
  { claim: 'ref', equals: 'refs/heads/main' },
];

/** Creates a trust with which jobs of a repository upload snapshots of a project. */
export async function createTrust(api: Api, project: string, body: object = {}): Promise<string> {
  const name = unique('ci');
  await api.call('PUT', `trusts/${name}`, {
    issuer: await createIssuer(api),
    conditions: CONDITIONS,
    project,
    owner: `ci-${project}`,
    scopes: ['snapshots.upload'],
    ...body,
  });
  return name;
}

/** Returns a project that exists, because it has a token. */
export async function createProject(api: Api): Promise<string> {
  const project = unique('web');
  await api.create({ project });
  return project;
}
