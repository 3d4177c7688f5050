package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ApiException;
import dev.tokenry.store.ExchangedTokenStore;
import dev.tokenry.store.ExchangedTokenStoreContract;
import dev.tokenry.store.IdTokenUse;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenStore;
import org.junit.jupiter.api.Test;

/** Exchanges where no owner has two tokens of one name. */
@RequiresBackend
class DynamoUniqueNamesExchangedTokenStoreIT extends ExchangedTokenStoreContract {

    private final TestTable table = new TestTable();
    private final TokenStore tokens = table.store(table.client(), true);
    private final ExchangedTokenStore store = DynamoExchangedTokenStoreIT.store(table, table.client(), true);

    @Override
    protected TokenStore tokens() {
        return tokens;
    }

    @Override
    protected ExchangedTokenStore store() {
        return store;
    }

    @Test
    void a_name_that_is_taken_leaves_the_id_token_unused() {
        tokens.insert(SampleTokens.exchanged("ci", "web", NOW), STAMP);
        IdTokenUse use = new IdTokenUse("digest-1", NOW.plusSeconds(300));

        assertThatExceptionOfType(ApiException.NameAlreadyExistsException.class)
                .isThrownBy(() -> store.insertFirst(SampleTokens.exchanged("ci", "web", NOW), use, STAMP));
        assertThat(store.isUsed("digest-1")).isFalse();
    }
}
