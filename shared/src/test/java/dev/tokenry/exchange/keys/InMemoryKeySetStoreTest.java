package dev.tokenry.exchange.keys;

class InMemoryKeySetStoreTest extends KeySetStoreContract {

    private final InMemoryKeySetStore store = new InMemoryKeySetStore();

    @Override
    protected KeySetStore store() {
        return store;
    }
}
