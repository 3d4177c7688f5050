package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.crypto.TestSealer;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SampleIssuers;
import dev.tokenry.exchange.trust.SampleTrusts;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.store.WriteResult;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The stores of issuers and trusts during faults of DynamoDB or the network. */
@RequiresBackend
class DynamoTrustStoreFaultIT {

    private static final Trust TRUST = SampleTrusts.full("ci");

    private final TestTable table = new TestTable();
    private final FaultyHttpClient http = new FaultyHttpClient();
    private final DynamoDbClient client = TestTable.clientBuilder()
            .httpClient(http)
            .overrideConfiguration(DynamoClientSettings.standard().toBuilder()
                    .apiCallAttemptTimeout(Duration.ofSeconds(20))
                    .apiCallTimeout(Duration.ofSeconds(60))
                    .build())
            .build();
    private final DynamoTrustStore trusts = new DynamoTrustStore(table(), TestSealer.SEALER, TestTable.CLOCK);
    private final DynamoIssuerStore issuers = new DynamoIssuerStore(table(), TestSealer.SEALER, TestTable.CLOCK);

    private DynamoTable table() {
        return new DynamoTable(client, table.name(), new SecureRandom());
    }

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    @Test
    void trust_is_written_once_although_responses_are_lost() {
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);
        assertThat(trusts.insert(TRUST, STAMP)).isTrue();
        assertThat(trusts.insert(TRUST, STAMP)).isFalse();

        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);
        Trust replaced = SampleTrusts.bare("ci", "web", "jane", "gh").withVersion(4);
        assertThat(trusts.replace(TRUST, replaced, STAMP)).isEqualTo(new WriteResult.Written<>(replaced));

        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);
        trusts.recordUse(replaced, SampleTrusts.NOW);
        assertThat(trusts.find("ci")).hasValue(replaced.withLastUsedAt(SampleTrusts.NOW));

        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);
        assertThat(trusts.delete(replaced, STAMP)).isEqualTo(new WriteResult.Written<>(replaced));
        assertThat(trusts.find("ci")).isEmpty();
    }

    @Test
    void issuer_is_written_once_although_responses_are_lost() {
        Issuer issuer = SampleIssuers.people("people");
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);
        assertThat(issuers.insert(issuer, STAMP)).isTrue();

        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);
        assertThat(issuers.replace(issuer, issuer, STAMP)).isEqualTo(new WriteResult.Written<>(issuer.withVersion(2)));

        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);
        assertThat(issuers.delete(issuer.withVersion(2), STAMP))
                .isEqualTo(new WriteResult.Written<>(issuer.withVersion(2)));
        assertThat(issuers.find("people")).isEmpty();
    }

    @Test
    void unavailable_table_is_no_result() {
        trusts.insert(TRUST, STAMP);
        http.setDefault(FaultyHttpClient.FAIL);

        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> trusts.find("ci"));
        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> trusts.count(new TrustFilter.All(), 1));
        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> trusts.listByName(new TrustFilter.All(), null, 1));
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> issuers.find("gh"));
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> issuers.list(_ -> {}));
    }
}
