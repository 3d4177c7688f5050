package dev.tokenry.exchange.trust;

class InMemoryTrustStoreTest extends TrustStoreContract {

    @Override
    protected Stores stores() {
        InMemoryTrustStore store = new InMemoryTrustStore();
        return new Stores(store, store);
    }
}
