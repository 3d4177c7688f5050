package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.crypto.TestSealer;
import dev.tokenry.exchange.trust.SampleTrusts;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustStoreContract;
import dev.tokenry.model.OwnerName;
import dev.tokenry.store.TokenFilter;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

@RequiresBackend
class DynamoTrustStoreIT extends TrustStoreContract {

    private TestTable table;

    @Override
    protected Stores stores() {
        table = new TestTable();
        DynamoTrustStore store = store();
        return new Stores(store, store);
    }

    private DynamoTrustStore store() {
        return new DynamoTrustStore(
                new DynamoTable(table.client(), table.name(), new SecureRandom()), TestSealer.SEALER, TestTable.CLOCK);
    }

    @Test
    void deleted_trust_leaves_a_trace_that_is_purged_and_describes_nothing() {
        Trust trust = SampleTrusts.full("ci");
        store().insert(trust, STAMP);
        store().recordUse(trust, SampleTrusts.NOW);
        store().delete(trust, STAMP);

        assertThat(table.item("trust#ci").keySet())
                .containsExactlyInAnyOrder(
                        "pk",
                        "deletedAt",
                        "purgeAt",
                        "recordVersion",
                        "lastChange",
                        "nonce",
                        "nonce1",
                        "nonce2",
                        "nonce3",
                        "nonce4");
    }

    @Test
    void indexes_of_tokens_have_no_trust() {
        store().insert(SampleTrusts.full("ci"), STAMP);

        assertThat(store().count(new TrustFilter.All(), 10)).isOne();
        for (TokenFilter filter : new TokenFilter[] {
            new TokenFilter.All(),
            new TokenFilter.ByProject("web"),
            new TokenFilter.ByOwner(OwnerName.of("CI-Bot"), null)
        }) {
            assertThat(table.queryStore().listSummaries(filter, null, 10)).isEmpty();
        }
    }
}
