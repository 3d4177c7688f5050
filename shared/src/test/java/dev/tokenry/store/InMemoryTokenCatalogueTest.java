package dev.tokenry.store;

class InMemoryTokenCatalogueTest extends TokenCatalogueContract {

    private final InMemoryTokenStore store = new InMemoryTokenStore();

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected TokenCatalogue catalogue() {
        return store;
    }
}
