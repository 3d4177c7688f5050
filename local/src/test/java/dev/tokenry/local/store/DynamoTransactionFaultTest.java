package dev.tokenry.local.store;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.local.store.FaultyHttp.Behaviour;
import dev.tokenry.store.DynamoClientSettings;
import dev.tokenry.store.IdempotencyClaim;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.Insertion;
import dev.tokenry.store.Replacement;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenStore;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.error.ServiceUnavailableException;
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

/** What becomes of tokens and their claims while DynamoDB, or the way to it, misbehaves. */
class DynamoTransactionFaultTest {

    private static final Behaviour CONFLICT = cancelled("TransactionConflict");
    private static final String TRANSACTION = "TransactWriteItems";

    private final LocalTable table = new LocalTable();
    private final FaultyHttp http = new FaultyHttp();
    private final DynamoDbClient client = LocalTable.clientBuilder()
            .httpClient(http)
            .overrideConfiguration(DynamoClientSettings.overrides().toBuilder()
                    .apiCallAttemptTimeout(Duration.ofSeconds(20))
                    .apiCallTimeout(Duration.ofSeconds(60))
                    .build())
            .build();
    private final TokenStore store = table.store(client, true);
    private final IdempotencyStore keys = table.keys(client, true);
    private final TokenId caller = SampleTokens.newId();
    private final IdempotencyKey key = IdempotencyKey.parse("once", "{}").orElseThrow();
    private final Token token = SampleTokens.full();

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    @Test
    void an_insert_whose_answer_is_lost_succeeds_and_is_done_once() {
        http.next(FaultyHttp.LOSE_ANSWER);

        assertThat(insert(token)).isEqualTo(new Insertion.Done());
        assertThat(http.calls()).containsExactly(TRANSACTION, TRANSACTION);
        assertAllOrNothing(true);
    }

    @Test
    void an_insert_whose_answer_is_lost_is_known_again_by_its_items() {
        http.next(FaultyHttp.LOSE_ANSWER, this::refuseForWhatIsThere);

        assertThat(insert(token)).isEqualTo(new Insertion.Done());
        assertAllOrNothing(true);
    }

    @Test
    void an_insert_of_which_nothing_was_heard_is_found_by_its_key() {
        http.next(FaultyHttp.LOSE_ANSWER, FaultyHttp.REFUSE, FaultyHttp.REFUSE);

        assertUnavailable(() -> insert(token));
        assertAllOrNothing(true);
        assertThat(insert(SampleTokens.full())).isEqualTo(new Insertion.Claimed(claim(token)));
    }

    @ParameterizedTest
    @MethodSource("dev.tokenry.local.store.DynamoTokenStoreFaultTest#faults")
    void an_insert_that_never_arrives_leaves_neither_token_nor_claim(Behaviour fault) {
        http.always(fault);

        assertUnavailable(() -> insert(token));
        assertThat(http.calls()).hasSize(DynamoClientSettings.ATTEMPTS).containsOnly(TRANSACTION);
        assertAllOrNothing(false);
    }

    @Test
    void a_conflict_that_passes_is_not_noticed() {
        http.next(CONFLICT, CONFLICT);

        assertThat(insert(token)).isEqualTo(new Insertion.Done());
        assertAllOrNothing(true);
    }

    @Test
    void a_conflict_that_stays_is_said_and_changes_nothing() {
        Token read = inserted();
        http.always(CONFLICT);

        assertConflict(() -> insert(token));
        assertConflict(() -> store.insert(token));
        assertConflict(() -> store.replace(read, renamed(read)));
        http.always(FaultyHttp.PASS);
        assertThat(table.keys()).containsExactlyInAnyOrder(read.id().value(), "name#anna#Bare");
    }

    @Test
    void what_conflicts_is_not_taken_for_refused() {
        http.next(cancelled("ConditionalCheckFailed", "TransactionConflict", "None"));

        assertThat(insert(token)).isEqualTo(new Insertion.Done());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThrottlingError", "ProvisionedThroughputExceeded", "ValidationError", "None"})
    void a_transaction_that_is_cancelled_for_another_reason_makes_the_store_unavailable(String reason) {
        http.always(cancelled(reason));

        assertUnavailable(() -> insert(token));
        assertThat(http.calls()).containsExactly(TRANSACTION);
    }

    @Test
    void a_rename_whose_answer_is_lost_succeeds_and_is_done_once() {
        Token read = inserted();
        http.next(FaultyHttp.LOSE_ANSWER);

        Token now = renamed(read).withVersion(read.version() + 1);
        assertThat(store.replace(read, renamed(read))).isEqualTo(new Replacement.Done(now));
        assertThat(store.find(read.id())).hasValue(now);
    }

    @Test
    void a_delete_whose_answer_is_lost_succeeds_and_releases_the_name() {
        Token read = inserted();
        http.next(FaultyHttp.LOSE_ANSWER);

        assertThat(store.delete(read)).isEqualTo(new Replacement.Done(read));
        assertThat(store.insert(read.withSettings(read.settings()))).isFalse();
        assertThat(table.item("name#anna#Bare")).doesNotContainKey("tokenId");
    }

    @Test
    void a_claim_that_others_are_writing_keeps_no_token_alive() {
        Token read = inserted();
        http.next(CONFLICT, CONFLICT, CONFLICT, CONFLICT, CONFLICT);

        assertThat(store.delete(read)).isEqualTo(new Replacement.Done(read));
        assertThat(http.calls()).endsWith(TRANSACTION, "UpdateItem");
        assertThat(store.find(read.id())).isEmpty();
    }

    private HttpExecuteResponse refuseForWhatIsThere(ExecutableHttpRequest real) throws IOException {
        String item = """
                {"Code":"ConditionalCheckFailed","Item":{"nonce":{"S":"%s"}}}""".formatted(table.item(token.id()).get("nonce").s());
        return cancelledFor(item + "," + item + "," + item).answer(real);
    }

    private static Behaviour cancelled(String... codes) {
        return cancelledFor("{\"Code\":\"" + String.join("\"},{\"Code\":\"", codes) + "\"}");
    }

    private static Behaviour cancelledFor(String reasons) {
        return FaultyHttp.answer(400, """
                {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","CancellationReasons":[%s]}""".formatted(reasons));
    }

    private void assertAllOrNothing(boolean all) {
        String id = token.id().value();
        String claim = "idem#" + caller + "#once";
        if (all) {
            assertThat(table.keys()).containsExactlyInAnyOrder(id, claim, "name#anna#Nightly build");
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

    private Insertion insert(Token inserted) {
        return keys.insert(inserted, claim(inserted), NOW);
    }

    private IdempotencyClaim claim(Token made) {
        return new IdempotencyClaim(caller, key, made.id(), NOW.plusSeconds(60));
    }

    private Token inserted() {
        Token bare = SampleTokens.bare();
        assertThat(store.insert(bare)).isTrue();
        return bare;
    }

    private static Token renamed(Token token) {
        return token.withSettings(SampleTokens.renamed(token.settings(), "Other"));
    }
}
