package dev.tokenry.store;

class InMemoryTokenStoreListTest extends TokenStoreListContract {

    @Override
    protected TokenStore store() {
        return new InMemoryTokenStore();
    }
}
