package dev.tokenry.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.local.store.FaultyHttp.Behaviour;
import dev.tokenry.store.DynamoClientSettings;
import dev.tokenry.store.DynamoStackStore;
import dev.tokenry.store.Replacement;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenCatalogue;
import dev.tokenry.store.TokenRange;
import dev.tokenry.store.TokenStore;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.error.ServiceUnavailableException;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the store answers while DynamoDB, or the way to it, misbehaves. */
class DynamoTokenStoreFaultTest {

    private static final TokenRange ALL = new TokenRange.All();

    private final LocalTable table = new LocalTable();
    private final FaultyHttp http = new FaultyHttp();
    // The product's attempts, with the patience that a busy machine needs where time is not the matter.
    private final DynamoDbClient client = client(DynamoClientSettings.overrides().toBuilder()
            .apiCallAttemptTimeout(Duration.ofSeconds(20))
            .apiCallTimeout(Duration.ofSeconds(60))
            .build());
    private final TokenStore store = table.store(client);
    private final TokenCatalogue catalogue = table.catalogue(client);

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    @Test
    void an_insert_whose_answer_is_lost_succeeds_and_is_done_once() {
        Token token = SampleTokens.full();
        http.next(FaultyHttp.LOSE_ANSWER);

        assertThat(store.insert(token)).isTrue();
        assertThat(http.calls()).containsExactly("PutItem", "PutItem");
        assertThat(store.find(token.id())).hasValue(token);
        assertThat(store.insert(token)).isFalse();
    }

    @Test
    void a_replacement_whose_answer_is_lost_succeeds_and_is_done_once() {
        Token read = inserted();
        Token next = read.withSettings(SampleTokens.renamed(read.settings(), "Renamed"));
        http.next(FaultyHttp.LOSE_ANSWER);

        Token now = next.withVersion(read.version() + 1);
        assertThat(store.replace(read, next)).isEqualTo(new Replacement.Done(now));
        assertThat(http.calls()).endsWith("UpdateItem", "UpdateItem");
        assertThat(store.find(read.id())).hasValue(now);
    }

    @Test
    void a_delete_whose_answer_is_lost_succeeds_and_is_done_once() {
        Token read = inserted();
        http.next(FaultyHttp.LOSE_ANSWER);

        assertThat(store.delete(read)).isEqualTo(new Replacement.Done(read));
        assertThat(http.calls()).endsWith("UpdateItem", "UpdateItem");
        assertThat(store.find(read.id())).isEmpty();
        assertThat(store.delete(read)).isEqualTo(new Replacement.Gone());
    }

    @Test
    void answers_that_are_lost_twice_are_still_known_again() {
        Token token = SampleTokens.full();
        http.next(FaultyHttp.LOSE_ANSWER, FaultyHttp.LOSE_ANSWER);

        assertThat(store.insert(token)).isTrue();
        assertThat(store.find(token.id())).hasValue(token);
    }

    @Test
    void a_bootstrap_whose_answer_is_lost_succeeds_and_is_done_once() {
        DynamoStackStore stack = new DynamoStackStore(client, table.name(), new SecureRandom());
        TokenId id = SampleTokens.newId();
        http.next(FaultyHttp.LOSE_ANSWER);

        assertThat(stack.insertBootstrap(1, id)).isTrue();
        assertThat(stack.findBootstrap(1)).hasValue(id);
        assertThat(stack.insertBootstrap(1, id)).isFalse();
    }

    @Test
    void somebody_elses_write_is_not_taken_for_ones_own() {
        Token token = SampleTokens.full();
        Token other = token.withSettings(SampleTokens.renamed(token.settings(), "First"));
        http.next(real -> {
            table.store().insert(other);
            return real.call();
        });

        assertThat(store.insert(token)).isFalse();
        assertThat(store.find(token.id())).hasValue(other);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_that_passes_is_not_noticed(Behaviour fault) {
        Token token = inserted();
        http.next(fault, fault);

        assertThat(store.find(token.id())).hasValue(token);
        assertThat(http.calls()).containsExactly("PutItem", "GetItem", "GetItem", "GetItem");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_that_stays_makes_the_store_unavailable_within_three_attempts(Behaviour fault) {
        Token token = SampleTokens.full();
        http.always(fault);

        assertUnavailable(() -> store.find(token.id()), "GetItem");
        assertUnavailable(() -> store.insert(token), "PutItem");
        assertUnavailable(() -> store.replace(token, token), "UpdateItem");
        assertUnavailable(() -> store.delete(token), "UpdateItem");
        assertUnavailable(() -> catalogue.rows(ALL, null, 10), "Query");
        assertUnavailable(() -> catalogue.count(ALL, 10), "Query");
        assertUnavailable(() -> catalogue.tokens(List.of(token.id())), "BatchGetItem");
        assertUnavailable(() -> catalogue.lastUses(List.of(token.id())), "BatchGetItem");
    }

    static Stream<Named<Behaviour>> faults() {
        return Stream.of(
                Named.of("throttled", FaultyHttp.THROTTLE),
                Named.of("500", FaultyHttp.FAIL),
                Named.of("connection refused", FaultyHttp.REFUSE));
    }

    @Test
    void a_call_that_hangs_is_given_up() {
        http.always(FaultyHttp.HANG);
        try (DynamoDbClient impatient = client(DynamoClientSettings.overrides())) {
            TokenStore hanging = table.store(impatient);

            assertThatThrownBy(() -> hanging.find(SampleTokens.newId()))
                    .isInstanceOf(ServiceUnavailableException.class)
                    .hasCauseInstanceOf(SdkException.class);
            assertThat(http.calls()).hasSizeBetween(1, DynamoClientSettings.ATTEMPTS);
        }
    }

    @Test
    void a_request_that_dynamodb_calls_invalid_makes_the_store_unavailable() {
        http.always(FaultyHttp.answer(400, "{\"__type\":\"com.amazon.coral.validate#ValidationException\"}"));

        assertThatThrownBy(() -> store.find(SampleTokens.newId()))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasCauseInstanceOf(SdkException.class);
        assertThat(http.calls()).hasSize(1);
    }

    @Test
    void items_that_a_batch_leaves_unread_are_asked_for_again() {
        Token token = inserted();
        http.next(leaveUnread(token.id()), leaveUnread(token.id()));

        assertThat(catalogue.tokens(List.of(token.id()))).containsExactly(token);
        assertThat(http.calls()).containsExactly("PutItem", "BatchGetItem", "BatchGetItem", "BatchGetItem");
    }

    @Test
    void items_that_every_batch_leaves_unread_make_the_store_unavailable() {
        Token token = inserted();
        http.always(leaveUnread(token.id()));

        assertThatThrownBy(() -> catalogue.tokens(List.of(token.id()))).isInstanceOf(ServiceUnavailableException.class);
        assertThat(http.calls()).hasSize(1 + 5);
    }

    private Behaviour leaveUnread(TokenId id) {
        return FaultyHttp.answer(200, """
                {"Responses":{},"UnprocessedKeys":{"%s":{"Keys":[{"pk":{"S":"%s"}}],"ConsistentRead":true}}}""".formatted(table.name(), id));
    }

    private void assertUnavailable(Runnable call, String operation) {
        int before = http.calls().size();
        assertThatThrownBy(call::run)
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("DynamoDB does not answer")
                .hasCauseInstanceOf(SdkException.class);
        List<String> calls = http.calls().subList(before, http.calls().size());
        assertThat(calls).hasSize(DynamoClientSettings.ATTEMPTS).containsOnly(operation);
    }

    private DynamoDbClient client(ClientOverrideConfiguration overrides) {
        return LocalTable.clientBuilder()
                .httpClient(http)
                .overrideConfiguration(overrides)
                .build();
    }

    private Token inserted() {
        return inserted(SampleTokens.full());
    }

    private Token inserted(Token token) {
        assertThat(store.insert(token)).isTrue();
        return token;
    }
}
