package dev.tokenry.store;

class InMemoryDigestsTest extends DigestsContract {

    private final InMemoryTokenStore store = new InMemoryTokenStore();

    @Override
    protected TokenStore tokens() {
        return store;
    }

    @Override
    protected Digests digests() {
        return store;
    }
}
