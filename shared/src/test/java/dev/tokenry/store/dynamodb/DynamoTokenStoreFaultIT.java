package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.aws.FaultyHttpClient.CallBehaviour;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.OutcomeUnknownException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.WriteResult;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The token store during faults of DynamoDB or the network. */
@RequiresBackend
class DynamoTokenStoreFaultIT {

    private static final TokenFilter ALL = new TokenFilter.All();

    private final TestTable table = new TestTable();
    private final FaultyHttpClient http = new FaultyHttpClient();
    // Attempts as in production, with longer timeouts for tests on a busy machine.
    private final DynamoDbClient client = client(DynamoClientSettings.standard().toBuilder()
            .apiCallAttemptTimeout(Duration.ofSeconds(20))
            .apiCallTimeout(Duration.ofSeconds(60))
            .build());
    private final TokenStore store = table.store(client);
    private final TokenQueryStore queryStore = table.queryStore(client);

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    @Test
    void insert_with_a_lost_response_succeeds_once() {
        Token token = SampleTokens.full();
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);

        assertThat(store.insert(token, STAMP)).isTrue();
        assertThat(http.calls()).containsExactly("PutItem", "GetItem");
        assertThat(store.find(token.id())).hasValue(token);
        assertThat(store.insert(token, STAMP)).isFalse();
    }

    @Test
    void replacement_with_a_lost_response_succeeds_once() {
        Token current = insert();
        Token updated = current.withSettings(SampleTokens.renamed(current.settings(), "Renamed"));
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);

        Token expected = updated.withVersion(current.version() + 1);
        assertThat(store.replace(current, updated, STAMP)).isEqualTo(new WriteResult.Written<>(expected));
        assertThat(http.calls()).endsWith("UpdateItem", "GetItem");
        assertThat(store.find(current.id())).hasValue(expected);
    }

    @Test
    void delete_with_a_lost_response_succeeds_once() {
        Token current = insert();
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);

        assertThat(store.delete(current, STAMP)).isEqualTo(new WriteResult.Written<>(current));
        assertThat(http.calls()).endsWith("UpdateItem", "GetItem");
        assertThat(store.find(current.id())).isEmpty();
        assertThat(store.delete(current, STAMP)).isEqualTo(new WriteResult.NotFound<>());
    }

    @Test
    void write_is_recognized_if_its_item_cannot_be_read_at_first() {
        Token token = SampleTokens.full();
        http.enqueue(
                FaultyHttpClient.LOSE_RESPONSE,
                FaultyHttpClient.FAIL,
                FaultyHttpClient.FAIL,
                FaultyHttpClient.FAIL,
                FaultyHttpClient.LOSE_RESPONSE);

        assertThat(store.insert(token, STAMP)).isTrue();
        assertThat(http.calls()).containsExactly("PutItem", "GetItem", "GetItem", "GetItem", "PutItem", "GetItem");
        assertThat(store.find(token.id())).hasValue(token);
    }

    @Test
    void write_that_was_not_made_is_repeated() {
        Token current = insert();
        http.enqueue(FaultyHttpClient.FAIL, FaultyHttpClient.PASS, FaultyHttpClient.THROTTLE);

        assertThat(store.delete(current, STAMP)).isEqualTo(new WriteResult.Written<>(current));
        assertThat(http.calls()).endsWith("UpdateItem", "GetItem", "UpdateItem", "UpdateItem");
    }

    @Test
    void write_with_a_lost_response_is_recognized_after_other_writes() {
        Token current = insert();
        Token updated = current.withSettings(SampleTokens.renamed(current.settings(), "Renamed"));
        http.enqueue(request -> {
            request.call();
            for (int i = 0; i < 4; i++) {
                Token stored = table.store().find(current.id()).orElseThrow();
                table.store()
                        .replace(
                                stored, stored.withSettings(SampleTokens.renamed(stored.settings(), "By " + i)), STAMP);
            }
            throw new IOException("The response is lost");
        });

        assertThat(store.replace(current, updated, STAMP))
                .isInstanceOfSatisfying(
                        WriteResult.Written.class,
                        written -> assertThat(
                                        ((Token) written.value()).settings().name())
                                .isEqualTo("By 3"));
    }

    @Test
    void write_that_arrives_late_is_recognized_or_made_once() {
        Token current = insert();
        Token updated = current.withSettings(SampleTokens.renamed(current.settings(), "Renamed"));
        http.enqueue(FaultyHttpClient.FAIL, request -> {
            HttpExecuteResponse response = request.call();
            table.store().replace(current, updated, STAMP);
            return response;
        });

        // The late write is another client's here: its nonce differs, so the write is not taken for the own one.
        assertThat(store.replace(current, updated, STAMP)).isInstanceOf(WriteResult.VersionConflict.class);
    }

    @Test
    void write_without_any_response_is_unknown() {
        Token current = insert();
        http.setDefault(FaultyHttpClient.FAIL);

        assertThatThrownBy(() -> store.delete(current, STAMP)).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void bootstrap_with_a_lost_response_succeeds_once() {
        DynamoDeploymentStore deploymentStore = new DynamoDeploymentStore(client, table.name(), new SecureRandom());
        TokenId id = SampleTokens.newId();
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);

        assertThat(deploymentStore.insertBootstrapToken(1, id, STAMP)).isTrue();
        assertThat(deploymentStore.findBootstrapToken(1)).hasValue(id);
        assertThat(deploymentStore.insertBootstrapToken(1, id, STAMP)).isFalse();
    }

    @Test
    void write_of_another_client_is_not_mistaken_for_the_own_one() {
        Token token = SampleTokens.full();
        Token other = token.withSettings(SampleTokens.renamed(token.settings(), "First"));
        http.enqueue(request -> {
            table.store().insert(other, STAMP);
            return request.call();
        });

        assertThat(store.insert(token, STAMP)).isFalse();
        assertThat(store.find(token.id())).hasValue(other);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void transient_fault_is_retried(CallBehaviour fault) {
        Token token = insert();
        http.enqueue(fault, fault);

        assertThat(store.find(token.id())).hasValue(token);
        assertThat(http.calls()).containsExactly("PutItem", "GetItem", "GetItem", "GetItem");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void permanent_fault_makes_the_store_unavailable_after_three_attempts(CallBehaviour fault) {
        Token token = SampleTokens.full();
        http.setDefault(fault);

        assertUnavailable(() -> store.find(token.id()), "GetItem");
        assertWriteFails(() -> store.insert(token, STAMP), "PutItem");
        assertWriteFails(() -> store.replace(token, token, STAMP), "UpdateItem");
        assertWriteFails(() -> store.delete(token, STAMP), "UpdateItem");
        assertUnavailable(() -> queryStore.listSummaries(ALL, null, 10), "Query");
        assertUnavailable(() -> queryStore.count(ALL, null, 10), "Query");
        assertUnavailable(() -> queryStore.findAll(List.of(token.id()), _ -> {}), "BatchGetItem");
        assertUnavailable(() -> queryStore.findLastUses(List.of(token.id())), "BatchGetItem");
    }

    static Stream<Named<CallBehaviour>> faults() {
        return Stream.of(
                Named.of("throttled", FaultyHttpClient.THROTTLE),
                Named.of("500", FaultyHttpClient.FAIL),
                Named.of("connection refused", FaultyHttpClient.REFUSE_CONNECTION));
    }

    @Test
    void hanging_call_times_out() {
        http.setDefault(FaultyHttpClient.HANG);
        try (DynamoDbClient clientWithProductTimeouts = client(DynamoClientSettings.standard())) {
            TokenStore hangingStore = table.store(clientWithProductTimeouts);

            assertThatThrownBy(() -> hangingStore.find(SampleTokens.newId()))
                    .isInstanceOf(ServiceUnavailableException.class)
                    .hasCauseInstanceOf(SdkException.class);
            assertThat(http.calls()).hasSizeBetween(1, DynamoClientSettings.MAX_ATTEMPTS);
        }
    }

    @Test
    void validation_error_makes_the_store_unavailable() {
        http.setDefault(
                FaultyHttpClient.respond(400, "{\"__type\":\"com.amazon.coral.validate#ValidationException\"}"));

        assertThatThrownBy(() -> store.find(SampleTokens.newId()))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasCauseInstanceOf(SdkException.class);
        assertThat(http.calls()).hasSize(1);
    }

    @Test
    void unprocessed_keys_are_requested_again() {
        Token token = insert();
        http.enqueue(returnUnprocessed(token.id()), returnUnprocessed(token.id()));

        assertThat(queryStore.findAll(List.of(token.id()), _ -> {})).containsExactly(token);
        assertThat(http.calls()).containsExactly("PutItem", "BatchGetItem", "BatchGetItem", "BatchGetItem");
    }

    @Test
    void permanently_unprocessed_keys_make_the_store_unavailable() {
        Token token = insert();
        http.setDefault(returnUnprocessed(token.id()));

        assertThatThrownBy(() -> queryStore.findAll(List.of(token.id()), _ -> {}))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThat(http.calls()).hasSize(1 + 5);
    }

    private CallBehaviour returnUnprocessed(TokenId id) {
        return FaultyHttpClient.respond(200, """
                {"Responses":{},"UnprocessedKeys":{"%s":{"Keys":[{"pk":{"S":"%s"}}],"ConsistentRead":true}}}""".formatted(table.name(), id));
    }

    private void assertUnavailable(Runnable call, String operation) {
        int callsBefore = http.calls().size();
        assertThatThrownBy(call::run)
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("DynamoDB is unavailable")
                .hasCauseInstanceOf(SdkException.class);
        List<String> calls = http.calls().subList(callsBefore, http.calls().size());
        assertThat(calls).hasSize(DynamoClientSettings.MAX_ATTEMPTS).containsOnly(operation);
    }

    private void assertWriteFails(Runnable call, String operation) {
        int callsBefore = http.calls().size();
        assertThatThrownBy(call::run).isInstanceOf(ServiceUnavailableException.class);
        List<String> calls = http.calls().subList(callsBefore, http.calls().size());
        assertThat(calls.stream().filter(operation::equals)).hasSize(DynamoClientSettings.MAX_ATTEMPTS);
        assertThat(calls).isSubsetOf(operation, "GetItem");
    }

    private DynamoDbClient client(ClientOverrideConfiguration overrides) {
        return TestTable.clientBuilder()
                .httpClient(http)
                .overrideConfiguration(overrides)
                .build();
    }

    private Token insert() {
        return insert(SampleTokens.full());
    }

    private Token insert(Token token) {
        assertThat(store.insert(token, STAMP)).isTrue();
        return token;
    }
}
