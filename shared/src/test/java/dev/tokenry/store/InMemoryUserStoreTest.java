package dev.tokenry.store;

class InMemoryUserStoreTest extends UserStoreContract {

    @Override
    protected Stores stores() {
        TokenStore tokens = new InMemoryTokenStore();
        return new Stores(tokens, new InMemoryUserStore(tokens));
    }
}
