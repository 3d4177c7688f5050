package dev.tokenry.local.store;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.access.Uses;
import dev.tokenry.local.store.FaultyHttp.Behaviour;
import dev.tokenry.store.DynamoClientSettings;
import dev.tokenry.store.DynamoLastUses;
import dev.tokenry.store.LastUses;
import dev.tokenry.store.Replacement;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Token;
import dev.tokenry.error.ServiceUnavailableException;
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

/** What becomes of a last use while DynamoDB, or the way to it, misbehaves: one attempt, and no more. */
class DynamoLastUsesFaultTest {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final LastUse USE = new LastUse(NOW.plusSeconds(3600), "192.0.2.1");

    private final LocalTable table = new LocalTable();
    private final FaultyHttp http = new FaultyHttp();
    // The product's one attempt, with the patience that a busy machine needs where time is not the matter.
    private final DynamoDbClient patient = client(DynamoClientSettings.briefOverrides().toBuilder()
            .apiCallTimeout(Duration.ofSeconds(60))
            .build());
    private final DynamoDbClient brief = client(DynamoClientSettings.briefOverrides());

    @AfterEach
    void close() {
        patient.close();
        brief.close();
        http.close();
    }

    static Stream<Named<Behaviour>> faults() {
        return Stream.of(
                Named.of("throttled", FaultyHttp.THROTTLE),
                Named.of("500", FaultyHttp.FAIL),
                Named.of("connection refused", FaultyHttp.REFUSE),
                Named.of("the answer is lost", FaultyHttp.LOSE_ANSWER),
                Named.of(
                        "not allowed",
                        FaultyHttp.answer(400, "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\"}")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_makes_the_store_unavailable_after_one_attempt(Behaviour fault) {
        Token token = inserted();
        http.always(fault);

        assertThatThrownBy(() -> lastUses(patient).replaceLastUse(token.id(), USE, INTERVAL))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasCauseInstanceOf(SdkException.class);
        assertThat(http.calls()).containsExactly("UpdateItem");
    }

    @Test
    void a_call_that_hangs_is_given_up_and_not_repeated() {
        Token token = inserted();
        http.always(FaultyHttp.HANG);

        assertThatThrownBy(() -> lastUses(brief).replaceLastUse(token.id(), USE, INTERVAL))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasCauseInstanceOf(ApiCallTimeoutException.class);
        assertThat(http.calls()).containsExactly("UpdateItem");
        assertThat(Thread.interrupted()).as("left interrupted").isFalse();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_is_told_and_goes_no_further(Behaviour fault) {
        Token token = inserted();
        List<RuntimeException> failures = new ArrayList<>();
        http.always(fault);

        new Uses(lastUses(patient), USE::at, new SecureRandom()).note(token, "192.0.2.1", failures::add);

        assertThat(failures).singleElement().isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void a_write_whose_answer_is_lost_is_known_again_after_a_use_came_between() {
        Token read = inserted();
        Token next = read.withSettings(SampleTokens.renamed(read.settings(), "Renamed"));
        http.next(real -> {
            real.call();
            lastUses(table.side()).replaceLastUse(read.id(), USE, INTERVAL);
            throw new IOException("The answer is lost");
        });

        try (DynamoDbClient client = client(DynamoClientSettings.overrides().toBuilder()
                .apiCallAttemptTimeout(Duration.ofSeconds(20))
                .apiCallTimeout(Duration.ofSeconds(60))
                .build())) {
            assertThat(table.store(client).replace(read, next)).isInstanceOf(Replacement.Done.class);
        }
        Token kept = table.store().find(read.id()).orElseThrow();
        assertThat(kept.version()).isEqualTo(read.version() + 1);
        assertThat(kept.lastUse()).isEqualTo(USE);
    }

    private LastUses lastUses(DynamoDbClient client) {
        return new DynamoLastUses(client, table.name(), new SecureRandom());
    }

    private DynamoDbClient client(ClientOverrideConfiguration overrides) {
        return LocalTable.clientBuilder()
                .httpClient(http)
                .overrideConfiguration(overrides)
                .build();
    }

    private Token inserted() {
        Token token = SampleTokens.full();
        assertThat(table.store().insert(token)).isTrue();
        return token;
    }
}
