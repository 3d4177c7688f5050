package dev.tokenry.store;

class InMemoryScopeStoreTest extends ScopeStoreContract {

    @Override
    protected ScopeStore store() {
        return new InMemoryScopeStore();
    }
}
