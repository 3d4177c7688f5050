package dev.tokenry.store;

class InMemoryRejectedUseStoreTest extends RejectedUseStoreContract {

    private final InMemoryTokenStore store = new InMemoryTokenStore();

    @Override
    protected TokenStore tokens() {
        return store;
    }

    @Override
    protected RejectedUseStore rejectedUses() {
        return store;
    }
}
