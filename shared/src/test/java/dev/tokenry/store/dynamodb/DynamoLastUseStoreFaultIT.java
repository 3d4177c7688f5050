package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.authentication.LastUseRecorder;
import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.aws.FaultyHttpClient.CallBehaviour;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.WriteResult;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The last-use store during faults of DynamoDB or the network: each write is attempted once. */
@RequiresBackend
class DynamoLastUseStoreFaultIT {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final LastUse USE = new LastUse(NOW.plusSeconds(3600), "192.0.2.1");

    private final TestTable table = new TestTable();
    private final FaultyHttpClient http = new FaultyHttpClient();
    private final DynamoDbClient patientClient = client(DynamoClientSettings.standard().toBuilder()
            .apiCallAttemptTimeout(Duration.ofSeconds(20))
            .apiCallTimeout(Duration.ofSeconds(60))
            .build());
    private final DynamoTable items = new DynamoTable(patientClient, table.name(), new SecureRandom());
    // One attempt as in production, with a longer timeout for tests on a busy machine.
    private final LastUseStore patientLastUses =
            new DynamoLastUseStore(items.with(DynamoClientSettings.bestEffort().toBuilder()
                    .apiCallTimeout(Duration.ofSeconds(60))
                    .build()));

    @AfterEach
    void close() {
        patientClient.close();
        http.close();
    }

    static Stream<Named<CallBehaviour>> faults() {
        return Stream.of(
                Named.of("throttled", FaultyHttpClient.THROTTLE),
                Named.of("500", FaultyHttpClient.FAIL),
                Named.of("connection refused", FaultyHttpClient.REFUSE_CONNECTION),
                Named.of("lost response", FaultyHttpClient.LOSE_RESPONSE),
                Named.of(
                        "not allowed",
                        FaultyHttpClient.respond(
                                400, "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\"}")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_makes_the_store_unavailable_after_one_attempt(CallBehaviour fault) {
        Token token = insert();
        http.setDefault(fault);

        assertThatThrownBy(() -> patientLastUses.replaceLastUse(token, SecretGeneration.CURRENT, USE, INTERVAL))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasCauseInstanceOf(SdkException.class);
        assertThat(http.calls()).containsExactly("UpdateItem");
    }

    @Test
    void hanging_call_times_out_and_is_not_retried() {
        Token token = insert();
        http.setDefault(FaultyHttpClient.HANG);

        LastUseStore lastUses = new DynamoLastUseStore(items.with(DynamoClientSettings.bestEffort()));
        assertThatThrownBy(() -> lastUses.replaceLastUse(token, SecretGeneration.CURRENT, USE, INTERVAL))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasCauseInstanceOf(ApiCallTimeoutException.class);
        assertThat(http.calls()).containsExactly("UpdateItem");
        assertThat(Thread.interrupted()).as("interrupt status").isFalse();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void fault_is_reported_and_not_thrown(CallBehaviour fault) {
        Token token = insert();
        List<RuntimeException> failures = new ArrayList<>();
        http.setDefault(fault);

        new LastUseRecorder(patientLastUses, USE::at, new SecureRandom())
                .record(token, SecretGeneration.CURRENT, "192.0.2.1", List.of(), failures::add);

        assertThat(failures).singleElement().isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void write_with_a_lost_response_is_recognized_after_a_last_use() {
        Token current = insert();
        Token updated = current.withSettings(SampleTokens.renamed(current.settings(), "Renamed"));
        http.enqueue(request -> {
            request.call();
            lastUses().replaceLastUse(current, SecretGeneration.CURRENT, USE, INTERVAL);
            throw new IOException("The response is lost");
        });

        assertThat(table.store(patientClient).replace(current, updated, STAMP)).isInstanceOf(WriteResult.Written.class);
        Token stored = table.store().find(current.id()).orElseThrow();
        assertThat(stored.version()).isEqualTo(current.version() + 1);
        assertThat(stored.lastUse())
                .isEqualTo(USE.withScopeUse(current.lastUse().scopeUse()));
    }

    private LastUseStore lastUses() {
        return new DynamoLastUseStore(new DynamoTable(table.client(), table.name(), new SecureRandom()));
    }

    private DynamoDbClient client(ClientOverrideConfiguration overrides) {
        return TestTable.clientBuilder()
                .httpClient(http)
                .overrideConfiguration(overrides)
                .build();
    }

    private Token insert() {
        Token token = SampleTokens.full();
        assertThat(table.store().insert(token, STAMP)).isTrue();
        return token;
    }
}
