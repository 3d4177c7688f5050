import { Api, unique } from './api';
import { CLIENT_ID, startProvider } from './provider';
import { MANAGER } from './scopes';

export const MAX_CREATED_DAYS = 30;

/** The identity provider of a run, with the issuer and the trust by which its people sign in. */
export interface People {
  /** The URL of the provider. */
  provider: string;
  /** The name of the issuer and of the trust. */
  name: string;
  label: string;
}

/**
 * Starts an identity provider for the tests of a local stack, which alone accepts one without HTTPS. Before all tests,
 * because the service may tell a minute later who signs people in.
 */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  const { TOKENRY_CONSOLE: console = '', TOKENRY_TOKEN: token = '' } = process.env;
  if (!URL.canParse(console) || !['127.0.0.1', 'localhost'].includes(new URL(console).hostname)) return undefined;
  const api = new Api(console, token);
  const provider = await startProvider([console]);
  const name = unique('people');
  const people: People = { provider: provider.issuer, name, label: 'Acme' };
  await api.call('PUT', `issuers/${name}`, {
    kind: 'people',
    issuer: provider.issuer,
    clientId: CLIENT_ID,
    redirectUris: [new URL('signed-in', console).href],
    label: people.label,
  });
  await api.call('PUT', `trusts/${name}`, {
    issuer: name,
    scopes: [...MANAGER, 'TenantTokenManagement'],
    maxCreatedDays: MAX_CREATED_DAYS,
  });
  process.env.TOKENRY_PEOPLE = JSON.stringify(people);
  return async () => {
    await api.call('DELETE', `trusts/${name}`);
    await api.call('DELETE', `issuers/${name}`);
    provider.stop();
  };
}
