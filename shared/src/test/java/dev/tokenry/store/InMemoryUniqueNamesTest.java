package dev.tokenry.store;

class InMemoryUniqueNamesTest extends UniqueNamesContract {

    private final InMemoryTokenStore store = new InMemoryTokenStore(() -> true);
    private final InMemoryIdempotencyStore idempotencyStore = new InMemoryIdempotencyStore(store);

    @Override
    protected TokenQueryStore queryStore() {
        return store;
    }

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected IdempotencyStore idempotencyStore() {
        return idempotencyStore;
    }
}
