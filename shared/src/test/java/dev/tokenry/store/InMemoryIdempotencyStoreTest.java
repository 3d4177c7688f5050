package dev.tokenry.store;

class InMemoryIdempotencyStoreTest extends IdempotencyStoreContract {

    private final InMemoryTokenStore tokens = new InMemoryTokenStore();
    private final InMemoryIdempotencyStore store = new InMemoryIdempotencyStore(tokens);

    @Override
    protected TokenQueryStore queryStore() {
        return tokens;
    }

    @Override
    protected TokenStore tokens() {
        return tokens;
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }
}
