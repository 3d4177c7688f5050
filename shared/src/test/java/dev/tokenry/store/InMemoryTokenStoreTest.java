package dev.tokenry.store;

class InMemoryTokenStoreTest extends TokenStoreContract {

    @Override
    protected TokenStore store() {
        return new InMemoryTokenStore();
    }
}
