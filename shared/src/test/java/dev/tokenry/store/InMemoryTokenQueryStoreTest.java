package dev.tokenry.store;

class InMemoryTokenQueryStoreTest extends TokenQueryStoreContract {

    private final InMemoryTokenStore store = new InMemoryTokenStore();

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected TokenQueryStore queryStore() {
        return store;
    }
}
