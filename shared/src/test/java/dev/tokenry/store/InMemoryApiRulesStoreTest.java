package dev.tokenry.store;

class InMemoryApiRulesStoreTest extends ApiRulesStoreContract {

    @Override
    protected ApiRulesStore store() {
        return new InMemoryApiRulesStore();
    }
}
