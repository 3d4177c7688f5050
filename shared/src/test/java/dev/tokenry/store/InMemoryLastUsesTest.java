package dev.tokenry.store;

class InMemoryLastUsesTest extends LastUsesContract {

    private final InMemoryTokenStore store = new InMemoryTokenStore();

    @Override
    protected TokenStore tokens() {
        return store;
    }

    @Override
    protected LastUses lastUses() {
        return store;
    }
}
