package dev.tokenry.store;

class InMemoryApiRulesStoreTest extends ApiRulesStoreContract {

    @Override
    protected Stores stores() {
        InMemoryScopeStore scopes = new InMemoryScopeStore();
        return new Stores(new InMemoryApiRulesStore(scopes), scopes);
    }
}
