package dev.tokenry.functions.tokens;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.IfMatchContract;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.time.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchTokenHandlerTest implements IfMatchContract, WriteContract, JsonBodyContract {

    private static final Duration LATER = Duration.ofHours(1);
    private static final Instant NOW = TestStack.NOW.plus(LATER);
    private static final Duration FORTNIGHT = Duration.ofDays(14);

    private final TestStack stack = new TestStack();
    private final PatchTokenHandler handler = new PatchTokenHandler(stack.wiring());
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

    PatchTokenHandlerTest() {
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
    void response_is_the_patched_token() {
        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("ETag", "\"2\"");
        assertThat(response.body())
                .isEqualTo("{\"id\":\"tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX\",\"name\":\"newName\",\"enabled\":true,"
                        + "\"personalAccessToken\":false,\"owner\":\"jane\",\"createdBy\":\"jane\","
                        + "\"creationDate\":\"2026-03-18T10:37:42.518Z\",\"modifiedDate\":\"2026-03-18T11:37:42.518Z\","
                        + "\"expirationDate\":\"2026-03-25T11:37:42.518Z\","
                        + "\"scopes\":[\"metrics.read\",\"metrics.write\"],\"status\":\"active\"}");
        Token reader = stack.token().scopes("apiTokens.read").store();
        assertThat(stack.call(
                        new GetTokenHandler(stack.wiring()),
                        TestEvent.load("get").calledBy(reader)))
                .isEqualTo(response);
    }

    @Test
    void each_field_can_be_patched_alone() {
        assertChanges("{\"name\":\"n\"}", settings -> settings.withName("n").withModifiedAt(NOW));
        assertChanges(
                "{\"description\":\"d\"}",
                settings -> settings.withDescription("d").withModifiedAt(NOW));
        assertChanges("{\"enabled\":false}", settings -> settings.withEnabled(false));
        assertChanges(
                "{\"scopes\":[\"metrics.write\"]}",
                settings -> settings.withScopes(Scopes.of(new Scope("metrics.write")))
                        .withModifiedAt(NOW));
        assertChanges(
                "{\"expirationDate\":\"now+1d\"}",
                settings -> settings.withExpiresAt(NOW.plus(Duration.ofDays(1))).withModifiedAt(NOW));
        assertChanges(
                "{\"description\":null}",
                settings -> settings.withDescription(null).withModifiedAt(NOW));
        assertThat(call(patch("{\"description\":\"\"}")).body()).doesNotContain("description");
        assertChanges(
                "{\"description\":\"d\"}",
                settings -> settings.withDescription("d").withModifiedAt(NOW));
        assertChanges(
                "{\"description\":\"\"}",
                settings -> settings.withDescription(null).withModifiedAt(NOW));
        assertChanges(
                "{\"expirationDate\":null}",
                settings -> settings.withExpiresAt(null).withModifiedAt(NOW));
    }

    private void assertChanges(String body, UnaryOperator<TokenSettings> change) {
        Token before = stored();
        assertThat(call(patch(body)).status()).as(body).isEqualTo(200);
        Token expected = before.withSettings(change.apply(before.settings())).withVersion(before.version() + 1);
        assertThat(stored()).as(body).isEqualTo(expected);
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
                "{\"project\":null}"
            })
    void no_op_patch_writes_nothing_and_returns_the_token(String body) {
        stack.tokens().failWrites();

        TestResponse response = call(patch(body));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("ETag", "\"1\"");
        assertThat(response.fieldNames()).doesNotContain("modifiedDate");
        assertThat(stored()).isEqualTo(target);
    }

    @Test
    void no_op_patch_with_another_version_is_rejected() {
        assertRejected(patch("{}").header("If-Match", "\"2\""), 412, VERSION_MISMATCH);
    }

    @Test
    void response_of_get_is_accepted_as_request() {
        Token reader = stack.token().scopes("apiTokens.read").store();
        String json = stack.call(
                        new GetTokenHandler(stack.wiring()),
                        TestEvent.load("get").calledBy(reader))
                .body();
        stack.advance(FORTNIGHT);

        assertThat(call(patch(json)).status()).isEqualTo(200);
        assertThat(stored()).as("although it has expired since then").isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | \"tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA\"",
                "id | null",
                "owner | null",
                "createdBy | null",
                "personalAccessToken | null",
                "owner | \"no owner\"",
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
    void invalid_field_is_rejected(String field, String value) {
        assertInvalid(patch("{\"" + field + "\":" + value + "}"), field + " PAYLOAD_BODY");
    }

    @Test
    void null_does_not_remove_the_project() {
        Token bound = stack.token().project("webshop").store();

        assertInvalid(patch("{\"project\":null}").path("id", bound.id().value()), "project PAYLOAD_BODY");
    }

    @Test
    void all_violations_are_reported_together() {
        assertInvalid(
                patch("{\"name\":null,\"enabled\":\"no\",\"scopes\":[\"nope\"],\"owner\":\"no owner\","
                        + "\"previousSecretValidUntil\":1,\"expirationDate\":\"now\"}"),
                "name PAYLOAD_BODY",
                "previousSecretValidUntil PAYLOAD_BODY",
                "enabled PAYLOAD_BODY",
                "scopes[0] PAYLOAD_BODY",
                "expirationDate PAYLOAD_BODY",
                "owner PAYLOAD_BODY");
    }

    @Test
    void null_ends_the_overlap() {
        String current = overlap(600);
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();

        TestResponse response = call(patch("{\"previousSecretValidUntil\":null}"));

        assertThat(response.fieldNames())
                .contains("regeneratedDate")
                .doesNotContain("previousSecretValidUntil", "modifiedDate");
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
        assertThat(stack.isActive(current)).isTrue();
        assertThat(stored().version()).isEqualTo(3);
        assertThat(stored().settings()).isEqualTo(target.settings());
    }

    @Test
    void ended_overlap_is_a_no_op() {
        overlap(60);
        stack.advance(Duration.ofSeconds(60));

        call(patch("{\"previousSecretValidUntil\":null}"));

        assertThat(stored().version()).isEqualTo(2);
    }

    @Test
    void token_can_end_its_own_overlap() {
        TestEvent regenerate = TestEvent.load("regenerate")
                .calledBy(writer)
                .path("id", writer.id().value())
                .with("overlapSeconds", 600);
        stack.call(new RegenerateTokenHandler(stack.wiring()), regenerate);

        TestEvent patch = patch("{\"previousSecretValidUntil\":null}")
                .path("id", writer.id().value());
        assertThat(call(patch).status()).isEqualTo(200);
        assertThat(stack.isActive(TestStack.CALLING_TOKEN)).isFalse();
    }

    @Test
    void shortened_overlap_is_not_extended_with_the_expiry() {
        overlap(604_800);

        assertThat(call(patch("{\"expirationDate\":\"now+1h\"}")).string("previousSecretValidUntil"))
                .isEqualTo("2026-03-18T12:37:42.518Z");
        call(patch("{\"expirationDate\":null}"));
        stack.advance(LATER);
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
    }

    @Test
    void token_is_inactive_from_its_expiration_date() {
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
    void prolonged_expiry_cannot_exceed_that_of_the_calling_token(String expiry) {
        Token expiring = expiringToken("apiTokens.write", "metrics.read", "metrics.write");
        Token target = stack.token().expiresIn(Duration.ofMinutes(1)).store();

        assertRejected(
                patch("{\"expirationDate\":" + expiry + "}")
                        .path("id", target.id().value())
                        .calledBy(expiring),
                403,
                "The token must not expire later than the calling token, which expires at "
                        + Timestamps.format(expiring.settings().expiresAt()) + ".");
    }

    @Test
    void expiring_token_can_shorten_but_need_not_change_later_expiries() {
        Token expiring = expiringToken("apiTokens.write", "metrics.read", "metrics.write");

        assertThat(call(patch("{\"name\":\"n\",\"expirationDate\":\"2026-04-01T10:37:42.518Z\"}")
                                .calledBy(expiring))
                        .status())
                .isEqualTo(200);
        assertThat(call(patch("{\"expirationDate\":\"now+1h\"}").calledBy(expiring))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tenant_manager_can_set_any_expiry() {
        Token admin = expiringToken("apiTokens.write", "TenantTokenManagement");

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
    void token_cannot_change_its_own_expiry_or_scopes(String body, String message) {
        assertRejected(patch(body).path("id", writer.id().value()), 403, message);

        Token admin = expiringToken("apiTokens.write", "TenantTokenManagement");
        assertRejected(patch(body).calledBy(admin).path("id", admin.id().value()), 403, message);
        assertRejected(
                patch("{\"expirationDate\":null}")
                        .calledBy(admin)
                        .path("id", admin.id().value()),
                403,
                "A token cannot change its own expirationDate.");
    }

    @Test
    void token_can_change_its_description_but_not_disable_itself() {
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
                "{\"expirationDate\":\"now+15d\"}",
                "{\"expirationDate\":null}"
            })
    void strengthening_a_token_requires_holding_its_scopes(String body) {
        Token privileged =
                stack.token().disabled().scopes("AI").expiresIn(FORTNIGHT).store();

        assertRejected(
                patch(body).path("id", privileged.id().value()),
                403,
                "Token cannot grant scopes that it does not hold: AI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"n\",\"description\":null}",
                "{\"enabled\":false}",
                "{\"scopes\":[\"AI\"]}",
                "{\"expirationDate\":\"now+1d\"}"
            })
    void more_privileged_token_can_be_described_and_weakened(String body) {
        Token privileged = stack.token()
                .scopes("AI", "users.read")
                .description("d")
                .expiresIn(FORTNIGHT)
                .store();

        assertThat(call(patch(body).path("id", privileged.id().value())).status())
                .isEqualTo(200);
    }

    @Test
    void tokens_of_other_projects_are_not_found() {
        Token projectBound =
                stack.token().project("webshop").scopes("apiTokens.write").store();

        assertRejected(request().calledBy(projectBound), 404, "Not found.");
    }

    @Test
    void concurrent_patches_are_both_applied() {
        AtomicInteger calls = new AtomicInteger();
        stack.tokens().afterEachFind(() -> {
            if (calls.getAndIncrement() == 0) {
                call(patch("{\"enabled\":false}"));
            }
        });

        TestResponse response = call(patch("{\"name\":\"n\"}"));

        assertThat(response.headers()).containsEntry("ETag", "\"3\"");
        assertThat(response.json().get("enabled").booleanValue()).isFalse();
    }

    @Test
    void concurrently_deleted_token_is_not_found() {
        stack.tokens().afterEachFind(() -> stack.tokens().delete(target, STAMP));

        assertError(call(request()), 404, "Not found.");
    }

    @Test
    void a_body_is_required() {
        assertInvalid(request().body(null), "body PAYLOAD_BODY");
    }

    @Test
    void secret_is_not_exposed() {
        String current = overlap(600);

        TestResponse response = call(request());

        assertSecretNotExposed(TestStack.OTHER_TOKEN, response);
        assertSecretNotExposed(current, response);
        assertThat(List.of(response.body())).noneMatch(body -> body.contains("digest"));
    }

    /** Gives the target a new secret, and the old one this long. */
    private String overlap(int seconds) {
        return stack.call(
                        new RegenerateTokenHandler(stack.wiring()),
                        TestEvent.load("regenerate").calledBy(writer).with("overlapSeconds", seconds))
                .string("token");
    }

    /** A caller with two hours to live, less a millisecond. */
    private Token expiringToken(String... scopes) {
        return stack.token()
                .scopes(scopes)
                .expiresIn(Duration.ofHours(2).minusMillis(1))
                .store();
    }

    private TestEvent patch(String body) {
        return request().body(body);
    }

    private Token stored() {
        return stack.tokens().get(target.id());
    }
}
