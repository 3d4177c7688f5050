// Issues access tokens for client credentials, and introspects them. Its own adapter keeps tokens in memory.
import Provider from 'oidc-provider';

const port = Number(process.env.PEER_PORT);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'benchmark',
      client_secret: 'secret-of-the-benchmark',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    introspection: { enabled: true },
  },
});
provider.listen(port, '127.0.0.1');
