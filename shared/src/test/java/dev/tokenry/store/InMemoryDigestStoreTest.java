package dev.tokenry.store;

class InMemoryDigestStoreTest extends DigestStoreContract {

    private final InMemoryTokenStore store = new InMemoryTokenStore();

    @Override
    protected TokenStore tokens() {
        return store;
    }

    @Override
    protected DigestStore digests() {
        return store;
    }
}
