package dev.tokenry.store;

class InMemoryUserStoreTest extends UserStoreContract {

    @Override
    protected Stores stores() {
        InMemoryTokenStore tokens = new InMemoryTokenStore();
        return new Stores(tokens, tokens, new InMemoryUserStore(tokens));
    }
}
