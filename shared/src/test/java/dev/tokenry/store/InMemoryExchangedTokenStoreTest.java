package dev.tokenry.store;

class InMemoryExchangedTokenStoreTest extends ExchangedTokenStoreContract {

    private final InMemoryTokenStore tokens = new InMemoryTokenStore();
    private final ExchangedTokenStore store = new InMemoryExchangedTokenStore(tokens);

    @Override
    protected TokenStore tokens() {
        return tokens;
    }

    @Override
    protected ExchangedTokenStore store() {
        return store;
    }
}
