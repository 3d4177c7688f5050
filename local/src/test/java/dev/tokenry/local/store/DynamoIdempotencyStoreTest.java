package dev.tokenry.local.store;

import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.IdempotencyStoreContract;
import dev.tokenry.store.TokenCatalogue;
import dev.tokenry.store.TokenStore;

class DynamoIdempotencyStoreTest extends IdempotencyStoreContract {

    private final LocalTable table = new LocalTable();
    private final TokenStore tokens = table.store(table.side(), false);
    private final IdempotencyStore store = table.keys(table.side(), false);

    @Override
    protected TokenCatalogue catalogue() {
        return table.catalogue();
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
