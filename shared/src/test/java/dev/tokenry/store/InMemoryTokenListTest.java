package dev.tokenry.store;

class InMemoryTokenListTest extends TokenListContract {

    @Override
    protected TokenStore store() {
        return new InMemoryTokenStore();
    }
}
