package dev.tokenry.local.store;

import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.IdempotencyStoreContract;
import dev.tokenry.store.TokenCatalogue;
import dev.tokenry.store.TokenStore;

class DynamoUniqueIdempotencyStoreTest extends IdempotencyStoreContract {

    private final LocalTable table = new LocalTable();
    private final TokenStore tokens = table.store(table.side(), true);
    private final IdempotencyStore store = table.keys(table.side(), true);

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
