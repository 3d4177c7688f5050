package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.aws.FaultyHttpClient.CallBehaviour;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.OutcomeUnknownException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InsertResult;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.WriteResult;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Transactions of tokens, idempotency records and name reservations during faults of DynamoDB or the network. */
@RequiresBackend
class DynamoTransactionFaultIT {

    private static final CallBehaviour CONFLICT = cancelled("TransactionConflict");
    private static final String TRANSACTION = "TransactWriteItems";

    private final TestTable table = new TestTable();
    private final FaultyHttpClient http = new FaultyHttpClient();
    private final DynamoDbClient client = TestTable.clientBuilder()
            .httpClient(http)
            .overrideConfiguration(DynamoClientSettings.standard().toBuilder()
                    .apiCallAttemptTimeout(Duration.ofSeconds(20))
                    .apiCallTimeout(Duration.ofSeconds(60))
                    .build())
            .build();
    private final TokenStore store = table.store(client, true);
    private final IdempotencyStore idempotencyStore = table.idempotencyStore(client, true);
    private final TokenId caller = SampleTokens.newId();
    private final IdempotencyKey key = IdempotencyKey.parse("once", "{}").orElseThrow();
    private final Token token = SampleTokens.full();

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    @Test
    void insert_with_a_lost_response_succeeds_once() {
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);

        assertThat(insert(token)).isEqualTo(new InsertResult.Inserted());
        assertThat(http.calls()).containsExactly(TRANSACTION, "GetItem");
        assertAllOrNothing(true);
    }

    @Test
    void insert_with_a_lost_response_is_recognized_by_its_items() {
        http.enqueue(
                FaultyHttpClient.LOSE_RESPONSE,
                FaultyHttpClient.FAIL,
                FaultyHttpClient.FAIL,
                FaultyHttpClient.FAIL,
                this::cancelBecauseItemsExist);

        assertThat(insert(token)).isEqualTo(new InsertResult.Inserted());
        assertAllOrNothing(true);
    }

    @Test
    void insert_without_any_response_is_found_by_its_key() {
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);
        http.setDefault(FaultyHttpClient.REFUSE_CONNECTION);

        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> insert(token));
        http.setDefault(FaultyHttpClient.PASS);
        assertAllOrNothing(true);
        assertThat(insert(SampleTokens.full())).isEqualTo(new InsertResult.KeyInUse(recordOf(token)));
    }

    @ParameterizedTest
    @MethodSource("dev.tokenry.store.dynamodb.DynamoTokenStoreFaultIT#faults")
    void failed_insert_writes_neither_token_nor_record(CallBehaviour fault) {
        http.setDefault(fault);

        assertUnavailable(() -> insert(token));
        assertThat(http.calls().stream().filter(TRANSACTION::equals)).hasSize(5);
        assertAllOrNothing(false);
    }

    @Test
    void transient_conflict_is_retried() {
        http.enqueue(CONFLICT, CONFLICT);

        assertThat(insert(token)).isEqualTo(new InsertResult.Inserted());
        assertAllOrNothing(true);
    }

    @Test
    void permanent_conflict_is_reported_and_changes_nothing() {
        Token current = insertBareToken();
        http.setDefault(CONFLICT);

        assertConflict(() -> insert(token));
        assertConflict(() -> store.insert(token, STAMP));
        assertConflict(() -> store.replace(current, renamed(current), STAMP));
        http.setDefault(FaultyHttpClient.PASS);
        assertThat(table.keys()).containsExactlyInAnyOrder(current.id().value(), "name#anna#bare");
    }

    @Test
    void conflict_is_not_mistaken_for_a_failed_condition() {
        http.enqueue(cancelled("ConditionalCheckFailed", "TransactionConflict", "None"));

        assertThat(insert(token)).isEqualTo(new InsertResult.Inserted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThrottlingError", "ProvisionedThroughputExceeded", "ValidationError", "None"})
    void a_transaction_canceled_for_another_reason_makes_the_store_unavailable(String reason) {
        http.setDefault(cancelled(reason));

        assertUnavailable(() -> insert(token));
        assertThat(http.calls()).containsExactly(TRANSACTION);
    }

    @Test
    void rename_with_a_lost_response_succeeds_once() {
        Token current = insertBareToken();
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);

        Token expected = renamed(current).withVersion(current.version() + 1);
        assertThat(store.replace(current, renamed(current), STAMP)).isEqualTo(new WriteResult.Written<>(expected));
        assertThat(store.find(current.id())).hasValue(expected);
    }

    @Test
    void delete_with_a_lost_response_releases_the_name() {
        Token current = insertBareToken();
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);

        assertThat(store.delete(current, STAMP)).isEqualTo(new WriteResult.Written<>(current));
        assertThat(store.insert(current.withSettings(current.settings()), STAMP))
                .isFalse();
        assertThat(table.item("name#anna#bare")).doesNotContainKey("tokenId");
    }

    @Test
    void contended_name_reservation_does_not_prevent_a_delete() {
        Token current = insertBareToken();
        http.enqueue(CONFLICT, CONFLICT, CONFLICT, CONFLICT, CONFLICT);

        assertThat(store.delete(current, STAMP)).isEqualTo(new WriteResult.Written<>(current));
        assertThat(http.calls()).endsWith(TRANSACTION, "UpdateItem");
        assertThat(store.find(current.id())).isEmpty();
    }

    private HttpExecuteResponse cancelBecauseItemsExist(ExecutableHttpRequest request) throws IOException {
        String item = """
                {"Code":"ConditionalCheckFailed","Item":{"nonce":{"S":"%s"}}}""".formatted(table.item(token.id()).get("nonce").s());
        return cancelledWithReasons(item + "," + item + "," + item).call(request);
    }

    private static CallBehaviour cancelled(String... codes) {
        return cancelledWithReasons("{\"Code\":\"" + String.join("\"},{\"Code\":\"", codes) + "\"}");
    }

    private static CallBehaviour cancelledWithReasons(String reasons) {
        return FaultyHttpClient.respond(400, """
                {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","CancellationReasons":[%s]}""".formatted(reasons));
    }

    private void assertAllOrNothing(boolean written) {
        String id = token.id().value();
        String recordKey = "idem#" + caller + "#once";
        if (written) {
            assertThat(table.keys()).containsExactlyInAnyOrder(id, recordKey, "name#anna#nightly build");
        } else {
            assertThat(table.keys()).isEmpty();
        }
    }

    private static void assertUnavailable(Runnable call) {
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(call::run);
    }

    private static void assertConflict(Runnable call) {
        assertThatExceptionOfType(ApiException.ConflictException.class).isThrownBy(call::run);
    }

    private InsertResult insert(Token inserted) {
        return idempotencyStore.insert(inserted, recordOf(inserted), NOW, STAMP);
    }

    private IdempotencyRecord recordOf(Token created) {
        return new IdempotencyRecord(caller.value(), key, created.id(), NOW.plusSeconds(60));
    }

    private Token insertBareToken() {
        Token bare = SampleTokens.bare();
        assertThat(store.insert(bare, STAMP)).isTrue();
        return bare;
    }

    private static Token renamed(Token token) {
        return token.withSettings(SampleTokens.renamed(token.settings(), "Other"));
    }
}
