package dev.tokenry.functions.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.IfMatchContract;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.functions.get.GetHandler;
import dev.tokenry.functions.regenerate.RegenerateHandler;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchHandlerTest implements IfMatchContract, WriteContract, JsonBodyContract {

    private static final Duration LATER = Duration.ofHours(1);
    private static final Instant NOW = TestStack.NOW.plus(LATER);
    private static final Duration FORTNIGHT = Duration.ofDays(14);
    private static final String OUTLIVING = "expirationDate may not be later than that of the calling token.";

    private final TestStack stack = new TestStack();
    private final PatchHandler handler = new PatchHandler(stack.wiring());
    private final Token target = stack.token()
            .tokenValue(TestStack.OTHER_TOKEN)
            .description("what it is for")
            .scopes("metrics.read", "metrics.write")
            .expiresIn(FORTNIGHT)
            .store();
    private final Token writer = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.write", "metrics.read", "metrics.write")
            .store();

    PatchHandlerTest() {
        stack.advance(LATER);
    }

    @Override
    public TestStack stack() {
        return stack;
    }

    @Override
    public RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler() {
        return handler;
    }

    @Override
    public TestEvent request() {
        return TestEvent.load("patch").calledBy(writer);
    }

    @Override
    public Token authorizedToken() {
        return writer;
    }

    @Override
    public Token invisibleToken() {
        return stack.token().owner("anna").store();
    }

    @Test
    void the_token_is_shown_as_it_is_after_the_patch() {
        TestResponse answer = call(request());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("ETag", "\"2\"");
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX\",\"name\":\"newName\",\"enabled\":true,"
                        + "\"personalAccessToken\":false,\"owner\":\"jane\",\"createdBy\":\"jane\","
                        + "\"creationDate\":\"2026-03-18T10:37:42.518Z\",\"modifiedDate\":\"2026-03-18T11:37:42.518Z\","
                        + "\"expirationDate\":\"2026-03-25T11:37:42.518Z\","
                        + "\"scopes\":[\"metrics.read\",\"metrics.write\"]}");
        Token reader = stack.token().scopes("apiTokens.read").store();
        assertThat(stack.call(
                        new GetHandler(stack.wiring()), TestEvent.load("get").calledBy(reader)))
                .isEqualTo(answer);
    }

    @Test
    void every_field_is_changed_alone() {
        assertChanges("{\"name\":\"n\"}", is -> is.withName("n").withModifiedAt(NOW));
        assertChanges("{\"description\":\"d\"}", is -> is.withDescription("d").withModifiedAt(NOW));
        assertChanges("{\"enabled\":false}", is -> is.withEnabled(false));
        assertChanges(
                "{\"scopes\":[\"metrics.write\"]}",
                is -> is.withScopes(Scopes.of(new Scope("metrics.write"))).withModifiedAt(NOW));
        assertChanges(
                "{\"expirationDate\":\"now+1d\"}",
                is -> is.withExpiresAt(NOW.plus(Duration.ofDays(1))).withModifiedAt(NOW));
        assertChanges("{\"description\":null}", is -> is.withDescription(null).withModifiedAt(NOW));
        assertChanges("{\"expirationDate\":null}", is -> is.withExpiresAt(null).withModifiedAt(NOW));
    }

    private void assertChanges(String body, UnaryOperator<TokenSettings> change) {
        Token before = kept();
        assertThat(call(patch(body)).status()).as(body).isEqualTo(200);
        Token expected = before.withSettings(change.apply(before.settings())).withVersion(before.version() + 1);
        assertThat(kept()).as(body).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"tokenName\"}",
                "{\"description\":\"what it is for\"}",
                "{\"enabled\":true}",
                "{\"scopes\":[\"metrics.write\",\"metrics.read\",\"metrics.write\"]}",
                "{\"expirationDate\":\"2026-04-01T10:37:42.518Z\"}",
                "{\"expirationDate\":1775039862518}",
                "{\"previousSecretValidUntil\":null}",
                "{\"owner\":null,\"project\":null,\"id\":null}"
            })
    void what_changes_nothing_writes_nothing_and_shows_the_token(String body) {
        stack.tokens().failWrites();

        TestResponse answer = call(patch(body));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("ETag", "\"1\"");
        assertThat(answer.fieldNames()).doesNotContain("modifiedDate");
        assertThat(kept()).isEqualTo(target);
    }

    @Test
    void a_no_change_patch_of_another_version_is_still_refused() {
        assertRejected(patch("{}").header("If-Match", "\"2\""), 412, VERSION_MISMATCH);
    }

    @Test
    void a_client_may_send_back_all_that_it_was_shown() {
        Token reader = stack.token().scopes("apiTokens.read").store();
        String shown = stack.call(
                        new GetHandler(stack.wiring()), TestEvent.load("get").calledBy(reader))
                .body();
        stack.advance(FORTNIGHT);

        assertThat(call(patch(shown)).status()).isEqualTo(200);
        assertThat(kept()).as("though it has expired meanwhile").isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | \"tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA\"",
                "owner | \"anna\"",
                "createdBy | \"anna\"",
                "project | \"webshop\"",
                "personalAccessToken | true",
                "creationDate | \"2026-03-18T10:37:42.517Z\"",
                "name | null",
                "name | \"\"",
                "name | 7",
                "enabled | null",
                "enabled | \"false\"",
                "scopes | null",
                "scopes | []",
                "scopes | \"metrics.read\"",
                "description | 7",
                "expirationDate | \"tomorrow\"",
                "expirationDate | \"now\"",
                "expirationDate | \"now-1d\"",
                "expirationDate | true",
                "previousSecretValidUntil | \"now+1h\"",
                "previousSecretValidUntil | \"2026-03-18T10:37:42.518Z\"",
                "previousSecretValidUntil | false"
            })
    void what_cannot_be_so_is_refused_by_its_name(String field, String value) {
        assertInvalid(patch("{\"colour\":\"new\",\"" + field + "\":" + value + "}"), field + " PAYLOAD_BODY");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertInvalid(
                patch("{\"name\":null,\"enabled\":\"no\",\"scopes\":[\"nope\"],\"owner\":\"anna\","
                        + "\"previousSecretValidUntil\":1,\"expirationDate\":\"now\"}"),
                "name PAYLOAD_BODY",
                "previousSecretValidUntil PAYLOAD_BODY",
                "enabled PAYLOAD_BODY",
                "scopes[0] PAYLOAD_BODY",
                "expirationDate PAYLOAD_BODY",
                "owner PAYLOAD_BODY");
    }

    @Test
    void a_null_ends_the_overlap_now() {
        String current = overlap(600);
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();

        TestResponse answer = call(patch("{\"previousSecretValidUntil\":null}"));

        assertThat(answer.fieldNames())
                .contains("regeneratedDate")
                .doesNotContain("previousSecretValidUntil", "modifiedDate");
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
        assertThat(stack.isActive(current)).isTrue();
        assertThat(kept().version()).isEqualTo(3);
        assertThat(kept().settings()).isEqualTo(target.settings());
    }

    @Test
    void an_overlap_that_is_over_by_itself_is_no_change() {
        overlap(60);
        stack.advance(Duration.ofSeconds(60));

        call(patch("{\"previousSecretValidUntil\":null}"));

        assertThat(kept().version()).isEqualTo(2);
    }

    @Test
    void a_token_may_end_its_own_overlap() {
        TestEvent regenerate = TestEvent.load("regenerate")
                .calledBy(writer)
                .path("id", writer.id().value())
                .with("overlapSeconds", 600);
        stack.call(new RegenerateHandler(stack.wiring()), regenerate);

        TestEvent end = patch("{\"previousSecretValidUntil\":null}")
                .path("id", writer.id().value());
        assertThat(call(end).status()).isEqualTo(200);
        assertThat(stack.isActive(TestStack.CALLING_TOKEN)).isFalse();
    }

    @Test
    void an_overlap_ends_with_the_token_though_its_end_is_moved_out_again() {
        overlap(604_800);

        assertThat(call(patch("{\"expirationDate\":\"now+1h\"}")).string("previousSecretValidUntil"))
                .isEqualTo("2026-03-18T12:37:42.518Z");
        call(patch("{\"expirationDate\":null}"));
        stack.advance(LATER);
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
    }

    @Test
    void an_expiry_decides_from_its_moment_on() {
        call(patch("{\"expirationDate\":\"now+1m\"}"));
        stack.advance(Duration.ofMinutes(1).minusMillis(1));
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();
        stack.advance(Duration.ofMillis(1));
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();

        call(patch("{\"expirationDate\":null}"));
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"now+2h\"", "\"9999-12-31T23:59:59.999Z\"", "null"})
    void no_token_gives_another_a_longer_life_than_its_own(String expiry) {
        Token mortal = mortal("apiTokens.write", "metrics.read", "metrics.write");

        assertRejected(patch("{\"expirationDate\":" + expiry + "}").calledBy(mortal), 403, OUTLIVING);
    }

    @Test
    void a_mortal_token_may_shorten_a_life_to_its_own_and_leave_longer_ones_alone() {
        Token mortal = mortal("apiTokens.write", "metrics.read", "metrics.write");

        assertThat(call(patch("{\"name\":\"n\",\"expirationDate\":\"2026-04-01T10:37:42.518Z\"}")
                                .calledBy(mortal))
                        .status())
                .isEqualTo(200);
        assertThat(call(patch("{\"expirationDate\":\"now+1h\"}").calledBy(mortal)).status())
                .isEqualTo(200);
    }

    @Test
    void who_manages_all_tokens_gives_any_life() {
        Token admin = mortal("apiTokens.write", "TenantTokenManagement");

        assertThat(call(patch("{\"expirationDate\":null}").calledBy(admin)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"expirationDate\":\"now+1m\"} | A token cannot change its own expirationDate.",
                "{\"scopes\":[\"apiTokens.write\"]} | A token cannot change its own scopes."
            })
    void no_token_changes_its_own_expiry_or_scopes(String body, String message) {
        assertRejected(patch(body).path("id", writer.id().value()), 403, message);

        Token admin = mortal("apiTokens.write", "TenantTokenManagement");
        assertRejected(patch(body).calledBy(admin).path("id", admin.id().value()), 403, message);
        assertRejected(
                patch("{\"expirationDate\":null}")
                        .calledBy(admin)
                        .path("id", admin.id().value()),
                403,
                "A token cannot change its own expirationDate.");
    }

    @Test
    void a_token_may_describe_itself_and_may_not_disable_itself() {
        String id = writer.id().value();

        assertInvalid(patch("{\"enabled\":false}").path("id", id), "enabled PAYLOAD_BODY");
        assertThat(call(patch("{\"description\":\"mine\",\"enabled\":true}").path("id", id))
                        .string("description"))
                .isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"enabled\":true}",
                "{\"scopes\":[\"AI\",\"metrics.read\"]}",
                "{\"scopes\":[\"metrics.read\"]}",
                "{\"expirationDate\":\"now+15d\"}",
                "{\"expirationDate\":null}"
            })
    void nobody_gives_more_to_a_token_that_holds_what_they_do_not(String body) {
        Token strong =
                stack.token().disabled().scopes("AI").expiresIn(FORTNIGHT).store();

        assertRejected(
                patch(body).path("id", strong.id().value()),
                403,
                "Token may not grant scopes that it does not hold: AI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"n\",\"description\":null}",
                "{\"enabled\":false}",
                "{\"scopes\":[\"AI\"]}",
                "{\"expirationDate\":\"now+1d\"}"
            })
    void a_token_that_holds_more_than_the_caller_can_be_described_and_taken_from(String body) {
        Token strong = stack.token()
                .scopes("AI", "users.read")
                .description("d")
                .expiresIn(FORTNIGHT)
                .store();

        assertThat(call(patch(body).path("id", strong.id().value())).status()).isEqualTo(200);
    }

    @Test
    void tokens_of_other_projects_are_unknown() {
        Token bound = stack.token().project("webshop").scopes("apiTokens.write").store();

        assertRejected(request().calledBy(bound), 404, "There is nothing here.");
    }

    @Test
    void two_patches_at_once_both_happen() {
        AtomicInteger once = new AtomicInteger();
        stack.tokens().afterEachFind(() -> {
            if (once.getAndIncrement() == 0) {
                call(patch("{\"enabled\":false}"));
            }
        });

        TestResponse answer = call(patch("{\"name\":\"n\"}"));

        assertThat(answer.headers()).containsEntry("ETag", "\"3\"");
        assertThat(answer.json().get("enabled").booleanValue()).isFalse();
    }

    @Test
    void a_token_that_is_deleted_meanwhile_is_unknown() {
        stack.tokens().afterEachFind(() -> stack.tokens().delete(target));

        assertError(call(request()), 404, "There is nothing here.");
    }

    @Test
    void a_body_is_required() {
        assertInvalid(request().body(null), "body PAYLOAD_BODY");
    }

    @Test
    void the_secret_appears_nowhere() {
        String current = overlap(600);

        TestResponse answer = call(request());

        assertSecretNotExposed(TestStack.OTHER_TOKEN, answer);
        assertSecretNotExposed(current, answer);
        assertThat(List.of(answer.body())).noneMatch(body -> body.contains("digest"));
    }

    /** Gives the target a new secret, and the old one this long. */
    private String overlap(int seconds) {
        return stack.call(
                        new RegenerateHandler(stack.wiring()),
                        TestEvent.load("regenerate").calledBy(writer).with("overlapSeconds", seconds))
                .string("token");
    }

    /** A caller with two hours to live, less a millisecond. */
    private Token mortal(String... scopes) {
        return stack.token()
                .scopes(scopes)
                .expiresIn(Duration.ofHours(2).minusMillis(1))
                .store();
    }

    private TestEvent patch(String body) {
        return request().body(body);
    }

    private Token kept() {
        return stack.tokens().get(target.id());
    }
}
