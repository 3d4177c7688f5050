package dev.tokenry.store;

class InMemoryScopeUseTest extends ScopeUseStoreContract {

    private final InMemoryTokenStore store = new InMemoryTokenStore();

    @Override
    protected TokenStore tokens() {
        return store;
    }

    @Override
    protected LastUseStore lastUses() {
        return store;
    }

    @Override
    protected TokenQueryStore queries() {
        return store;
    }
}
