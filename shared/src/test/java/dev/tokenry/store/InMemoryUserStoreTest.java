package dev.tokenry.store;

class InMemoryUserStoreTest extends UserStoreContract {

    @Override
    protected Stores stores() {
        InMemoryTokenStore tokens = new InMemoryTokenStore();
        InMemoryUserStore users = new InMemoryUserStore(tokens);
        return new Stores(tokens, tokens, users, users);
    }
}
