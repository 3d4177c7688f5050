package dev.tokenry.store;

class InMemoryUniqueNamesTest extends UniqueNamesContract {

    private final InMemoryTokenStore store = new InMemoryTokenStore(() -> true);
    private final InMemoryIdempotencyStore keys = new InMemoryIdempotencyStore(store);

    @Override
    protected TokenCatalogue catalogue() {
        return store;
    }

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected IdempotencyStore keys() {
        return keys;
    }
}
