package dev.tokenry.store;

class InMemoryScopeTemplateStoreTest extends ScopeTemplateStoreContract {

    @Override
    protected ScopeTemplateStore store() {
        return new InMemoryScopeTemplateStore();
    }
}
