package dev.tokenry.exchange.trust;

class InMemoryIssuerStoreTest extends IssuerStoreContract {

    @Override
    protected IssuerStore store() {
        return new InMemoryIssuerStore();
    }
}
