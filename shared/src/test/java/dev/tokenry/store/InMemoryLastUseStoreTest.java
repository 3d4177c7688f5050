package dev.tokenry.store;

class InMemoryLastUseStoreTest extends LastUseStoreContract {

    private final InMemoryTokenStore store = new InMemoryTokenStore();

    @Override
    protected TokenStore tokens() {
        return store;
    }

    @Override
    protected LastUseStore lastUses() {
        return store;
    }
}
