package dev.tokenry.local.store;

import dev.tokenry.store.TokenCatalogue;
import dev.tokenry.store.TokenCatalogueContract;
import dev.tokenry.store.TokenStore;

class DynamoTokenCatalogueTest extends TokenCatalogueContract {

    private final LocalTable table = new LocalTable();

    @Override
    protected TokenStore store() {
        return table.store();
    }

    @Override
    protected TokenCatalogue catalogue() {
        return table.catalogue();
    }
}
