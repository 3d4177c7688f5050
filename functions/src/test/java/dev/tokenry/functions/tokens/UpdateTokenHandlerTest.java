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
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.time.Timestamps;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateTokenHandlerTest implements IfMatchContract, WriteContract, JsonBodyContract {

    private static final Duration LATER = Duration.ofHours(1);

    private final TestStack stack = new TestStack();
    private final UpdateTokenHandler handler = new UpdateTokenHandler(stack.wiring());
    private final Token target = stack.token()
            .tokenValue(TestStack.OTHER_TOKEN)
            .description("what it is for")
            .scopes("metrics.read", "metrics.write")
            .expiresIn(Duration.ofDays(14))
            .store();
    private final Token writer = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.write", "metrics.read", "metrics.write")
            .store();

    UpdateTokenHandlerTest() {
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
        return TestEvent.load("update").calledBy(writer);
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
    void only_name_status_and_scopes_are_replaced() {
        TestResponse response = call(request());

        assertThat(response).isEqualTo(new TestResponse(204, Map.of("Cache-Control", "no-store"), ""));
        Token current = stored();
        assertThat(current)
                .isEqualTo(new Token(
                        target.id(),
                        target.origin(),
                        new TokenSettings(
                                "newName",
                                "what it is for",
                                false,
                                new Scopes(List.of(
                                        target.settings().scopes().values().getFirst())),
                                target.settings().expiresAt(),
                                TestStack.NOW.plus(LATER)),
                        target.secrets(),
                        null,
                        2));
    }

    @Test
    void disabled_token_is_inactive_until_enabled() {
        call(update("{\"enabled\":false}"));
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();

        call(update("{\"enabled\":true}"));
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();
    }

    @Test
    void absent_or_null_fields_are_unchanged() {
        for (String body : List.of(
                "{}", "{\"name\":null,\"enabled\":null,\"scopes\":null,\"expirationDate\":null,\"owner\":null}")) {
            assertThat(call(update(body)).status()).isEqualTo(204);
            assertThat(stored()).isEqualTo(target);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"tokenName\"}",
                "{\"enabled\":true}",
                "{\"scopes\":[\"metrics.read\",\"metrics.write\"]}",
                "{\"scopes\":[\"metrics.write\",\"metrics.read\",\"metrics.write\"]}",
                "{\"name\":\"tokenName\",\"enabled\":true,\"scopes\":[\"metrics.read\",\"metrics.write\"]}"
            })
    void no_op_writes_nothing(String body) {
        stack.tokens().failWrites();

        assertThat(call(update(body)).status()).isEqualTo(204);
        assertThat(stored()).isEqualTo(target);
        assertThat(stored().version()).isEqualTo(1);
    }

    @Test
    void name_and_scopes_update_the_modified_date() {
        call(update("{\"name\":\"newName\"}"));
        assertThat(stored().settings().modifiedAt()).isEqualTo(TestStack.NOW.plus(LATER));

        stack.advance(LATER);
        call(update("{\"scopes\":[\"metrics.read\"]}"));
        assertThat(stored().settings().modifiedAt())
                .isEqualTo(TestStack.NOW.plus(LATER).plus(LATER));
    }

    @Test
    void status_does_not_update_the_modified_date() {
        call(update("{\"enabled\":false}"));
        assertThat(stored().settings().modifiedAt()).isNull();
        assertThat(stored().version()).isEqualTo(2);

        call(update("{\"name\":\"newName\"}"));
        stack.advance(LATER);
        call(update("{\"enabled\":true}"));
        assertThat(stored().settings().modifiedAt()).isEqualTo(TestStack.NOW.plus(LATER));
    }

    @Test
    void response_of_get_is_accepted_as_request() {
        Token reader = stack.token().scopes("apiTokens.read").store();
        String json = stack.call(
                        new GetTokenHandler(stack.wiring()),
                        TestEvent.load("get").calledBy(reader))
                .body();

        assertThat(call(update(json)).status()).isEqualTo(204);
        assertThat(stored()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-04-01T10:37:42.518Z",
                "2026-04-01 10:37:42.518",
                "2026-04-01T12:37:42.518+02:00",
                "1775039862518"
            })
    void unchanged_date_is_accepted_in_every_format(String date) {
        assertThat(call(update("{\"expirationDate\":\"" + date + "\"}")).status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"now+14d", "now+1h", "now-1d", "now", "now+1M/M"})
    void relative_date_of_the_creation_is_ignored(String date) {
        TestResponse response = call(update("{\"enabled\":false,\"expirationDate\":\"" + date + "\"}"));

        assertThat(response.status()).as(response.body()).isEqualTo(204);
        assertThat(stored().settings()).isEqualTo(target.settings().withEnabled(false));
    }

    @Test
    void owners_are_equal_whatever_the_case() {
        assertThat(call(update("{\"owner\":\"JANE\",\"createdBy\":\"Jane\"}")).status())
                .isEqualTo(204);
        assertThat(stored()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lastUsedDate",
                "lastUsedIpAddress",
                "modifiedDate",
                "regeneratedDate",
                "effectiveScopes",
                "additionalMetadata",
                "status",
                "scopeUse",
                "unusedScopes",
                "currentSecretLastUsedDate",
                "previousSecretLastUsedDate",
                "lastRefusedUse",
                "retiredSecretUse",
                "disabledReason"
            })
    void what_the_service_keeps_is_ignored_whatever_it_says(String field) {
        for (String value : List.of("\"2026-03-18T10:37:42.518Z\"", "7", "null", "[\"AI\"]", "{\"a\":[]}", "false")) {
            TestResponse response = call(update("{\"" + field + "\":" + value + "}"));

            assertThat(response.status()).as(response.body()).isEqualTo(204);
            assertThat(stored()).isEqualTo(target);
        }
    }

    @Test
    void end_of_the_overlap_may_be_sent_back_after_it_passed() {
        stack.regenerate(target, LATER);
        String end = Timestamps.format(TestStack.NOW.plus(LATER).plus(LATER));
        stack.advance(LATER.multipliedBy(2));

        TestResponse response = call(update("{\"previousSecretValidUntil\":\"" + end + "\"}"));

        assertThat(response.status()).as(response.body()).isEqualTo(204);
    }

    @Test
    void unchanged_date_is_accepted_as_a_number() {
        for (String number : List.of("1775039862518", "1775039862518.0", "1.775039862518e12", "17750398625180E-1")) {
            assertThat(call(update("{\"expirationDate\":" + number + "}")).status())
                    .isEqualTo(204);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | \"tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA\"",
                "id | \"\"",
                "owner | \"anna\"",
                "createdBy | \"anna\"",
                "project | \"webshop\"",
                "description | \"another\"",
                "description | \"\"",
                "personalAccessToken | true",
                "expirationDate | \"2026-04-01T10:37:42.519Z\"",
                "expirationDate | \"now+14\"",
                "expirationDate | \"now+9999y\"",
                "expirationDate | \"tomorrow\"",
                "previousSecretValidUntil | \"2026-04-01T10:37:42.519Z\"",
                "expirationDate | \"\"",
                "expirationDate | -1",
                "creationDate | \"2026-03-18T10:37:42.517Z\""
            })
    void changed_read_only_field_is_rejected(String field, String value) {
        TestResponse response = assertInvalid(
                update("{\"name\":\"newName\",\"" + field + "\":" + value + "}"), field + " PAYLOAD_BODY");

        boolean isChangedByPatch = PatchTokenRequest.FIELDS.contains(field);
        assertThat(response.message())
                .isEqualTo(field + " is read-only" + (isChangedByPatch ? "; PATCH changes it" : ""));
    }

    @Test
    void all_violations_are_reported_together() {
        assertInvalid(
                update("{\"name\":\"\",\"enabled\":\"no\",\"scopes\":[\"nope\",7],\"owner\":\"anna\","
                        + "\"id\":\"x\",\"personalAccessToken\":true,\"expirationDate\":\"tomorrow\"}"),
                "name PAYLOAD_BODY",
                "enabled PAYLOAD_BODY",
                "scopes[1] PAYLOAD_BODY",
                "owner PAYLOAD_BODY",
                "id PAYLOAD_BODY",
                "personalAccessToken PAYLOAD_BODY",
                "expirationDate PAYLOAD_BODY");
    }

    @Test
    void unknown_scope_is_reported_by_index() {
        assertInvalid(update("{\"scopes\":[\"metrics.read\",\"metrics.reed\"]}"), "scopes[1] PAYLOAD_BODY");
    }

    @Test
    void empty_scopes_are_rejected_with_a_hint() {
        assertThat(assertInvalid(update("{\"scopes\":[]}"), "scopes PAYLOAD_BODY")
                        .message())
                .contains("to stop a token, set enabled to false");
    }

    @Test
    void at_most_100_scopes_are_accepted() {
        assertInvalid(request().with("scopes", Collections.nCopies(101, "metrics.read")), "scopes PAYLOAD_BODY");
    }

    @Test
    void a_body_is_required() {
        assertInvalid(request().body(null), "body PAYLOAD_BODY");
        assertInvalid(request().body(""), "body PAYLOAD_BODY");
    }

    @Test
    void token_value_in_any_field_is_rejected_naming_the_field() {
        for (String field : List.of("name", "description", "owner", "id", "expirationDate", "enabled")) {
            assertTokenValueRejected(request().with(field, TestStack.OTHER_TOKEN), field + " PAYLOAD_BODY");
        }
    }

    @Test
    void a_token_cannot_disable_itself() {
        assertInvalid(update("{\"enabled\":false}").path("id", writer.id().value()), "enabled PAYLOAD_BODY");
        assertThat(stack.isActive(TestStack.CALLING_TOKEN)).isTrue();
    }

    @Test
    void administrator_token_cannot_disable_itself_or_change_its_scopes() {
        Token admin = administrator();
        String id = admin.id().value();

        assertInvalid(update("{\"enabled\":false}").calledBy(admin).path("id", id), "enabled PAYLOAD_BODY");
        assertRejected(
                update("{\"scopes\":[\"TenantTokenManagement\",\"AI\"]}")
                        .calledBy(admin)
                        .path("id", id),
                403,
                "A token cannot change its own scopes.");
    }

    @Test
    void a_token_cannot_change_its_own_scopes() {
        String id = writer.id().value();
        String message = "A token cannot change its own scopes.";

        assertRejected(update("{\"scopes\":[\"apiTokens.write\",\"AI\"]}").path("id", id), 403, message);
        assertRejected(update("{\"scopes\":[\"apiTokens.write\"]}").path("id", id), 403, message);
    }

    @Test
    void token_can_rename_itself_and_repeat_its_scopes() {
        TestEvent rename = update("{\"name\":\"mine\",\"enabled\":true,"
                        + "\"scopes\":[\"metrics.write\",\"metrics.read\",\"apiTokens.write\"]}")
                .path("id", writer.id().value());

        assertThat(call(rename).status()).isEqualTo(204);
        assertThat(stack.tokens().get(writer.id()).settings().name()).isEqualTo("mine");
    }

    @Test
    void adding_a_scope_requires_holding_it() {
        assertRejected(
                update("{\"scopes\":[\"metrics.read\",\"metrics.write\",\"AI\"]}"),
                403,
                "Token cannot grant scopes that it does not hold: AI");
        assertRejected(
                update("{\"scopes\":[\"TenantTokenManagement\"]}"),
                403,
                "Token cannot grant scopes that it does not hold: TenantTokenManagement");
    }

    @Test
    void adding_scopes_requires_holding_all_resulting_scopes() {
        Token privileged = stack.token().scopes("AI").store();
        String id = privileged.id().value();

        assertRejected(
                update("{\"scopes\":[\"AI\",\"metrics.read\"]}")
                        .path("id", privileged.id().value()),
                403,
                "Token cannot grant scopes that it does not hold: AI");
        assertThat(call(update("{\"scopes\":[\"metrics.read\"]}").path("id", id))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void enabling_requires_holding_its_scopes() {
        Token privileged = stack.token().disabled().scopes("AI", "metrics.read").store();
        String id = privileged.id().value();

        assertRejected(
                update("{\"enabled\":true}").path("id", id),
                403,
                "Token cannot grant scopes that it does not hold: AI");
        assertThat(call(update("{\"enabled\":true,\"scopes\":[\"metrics.read\"]}")
                                .path("id", id))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void more_privileged_token_can_be_renamed_narrowed_and_disabled() {
        Token privileged = stack.token().scopes("AI", "users.read").store();
        String id = privileged.id().value();

        assertThat(call(update("{\"name\":\"x\",\"enabled\":false,\"scopes\":[\"AI\"]}")
                                .path("id", id))
                        .status())
                .isEqualTo(204);
        assertThat(stack.tokens().get(privileged.id()).settings().scopes().names())
                .containsExactly("AI");
    }

    @Test
    void tenant_manager_can_grant_any_scope() {
        TestEvent request = update("{\"scopes\":[\"Davis\",\"TenantTokenManagement\"]}")
                .calledBy(administrator())
                .path("id", invisibleToken().id().value());

        assertThat(call(request).status()).isEqualTo(204);
        assertThat(stack.tokens().all())
                .anyMatch(token -> token.settings().scopes().names().equals(List.of("AI", "TenantTokenManagement")));
    }

    @Test
    void scope_is_returned_by_the_alias_of_the_latest_request() {
        Token admin = stack.token()
                .owner("admin")
                .scopes("apiTokens.read", "apiTokens.write", "TenantTokenManagement")
                .store();
        for (String name : List.of("Davis", "AI", "Davis")) {
            call(update("{\"scopes\":[\"metrics.read\",\"" + name + "\"]}").calledBy(admin));

            TestResponse response = stack.call(
                    new GetTokenHandler(stack.wiring()),
                    TestEvent.load("get").calledBy(admin).path("id", target.id().value()));
            assertThat(response.body()).contains("\"scopes\":[\"metrics.read\",\"" + name + "\"]");
            assertThat(stored().settings().scopes().names()).containsExactly("metrics.read", "AI");
        }
    }

    @Test
    void token_can_repeat_its_scopes_by_an_alias() {
        Token self = stack.token().scopes("apiTokens.write", "AI").store();

        TestResponse response = call(update("{\"scopes\":[\"Davis\",\"apiTokens.write\"]}")
                .calledBy(self)
                .path("id", self.id().value()));

        assertThat(response.status()).as(response.body()).isEqualTo(204);
    }

    @Test
    void tokens_of_other_projects_are_not_found() {
        Token projectBound = stack.token()
                .project("webshop")
                .scopes("apiTokens.write", "metrics.read")
                .store();
        Token sameProject = stack.token().project("webshop").store();

        assertRejected(request().calledBy(projectBound), 404, "Not found.");
        assertThat(call(request()
                                .calledBy(projectBound)
                                .path("id", sameProject.id().value()))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void concurrent_updates_are_both_applied() {
        AtomicInteger calls = new AtomicInteger();
        stack.tokens().afterEachFind(() -> {
            if (calls.getAndIncrement() == 0) {
                call(update("{\"enabled\":false}"));
            }
        });

        assertThat(call(update("{\"name\":\"newName\"}")).status()).isEqualTo(204);
        assertThat(stored().settings().name()).isEqualTo("newName");
        assertThat(stored().settings().enabled()).isFalse();
        assertThat(stored().version()).isEqualTo(3);
    }

    @Test
    void permissions_are_checked_against_the_current_version() {
        Token admin = administrator();
        AtomicInteger calls = new AtomicInteger();
        stack.tokens().afterEachFind(() -> {
            if (calls.getAndIncrement() == 0) {
                call(update("{\"enabled\":false,\"scopes\":[\"AI\"]}").calledBy(admin));
            }
        });

        assertError(
                call(update("{\"name\":\"newName\",\"enabled\":true}")),
                403,
                "Token cannot grant scopes that it does not hold: AI");
        assertThat(stored().settings().enabled()).isFalse();
    }

    @Test
    void concurrently_deleted_token_is_not_found() {
        stack.tokens().afterEachFind(() -> stack.tokens().delete(target, STAMP));

        assertError(call(request()), 404, "Not found.");
    }

    @Test
    void constantly_changing_token_is_a_conflict() {
        AtomicInteger changes = new AtomicInteger();
        TestEvent rename = update("{\"name\":\"newName\"}");
        stack.tokens().beforeEachReplace(() -> {
            Token current = stored();
            TokenSettings other =
                    current.settings().withModifiedAt(TestStack.NOW.plusMillis(changes.incrementAndGet()));
            stack.tokens().replaceConcurrently(current.withSettings(other));
        });

        assertError(call(rename), 409, "The token was modified concurrently. No changes were made; retry the request.");
        assertThat(stored().settings().name()).isEqualTo("tokenName");
    }

    @Test
    void secret_is_not_exposed() {
        assertSecretNotExposed(TestStack.OTHER_TOKEN, call(request()));
    }

    private Token administrator() {
        return stack.token()
                .owner("admin")
                .scopes("apiTokens.write", "TenantTokenManagement")
                .store();
    }

    private TestEvent update(String body) {
        return request().body(body);
    }

    private Token stored() {
        return stack.tokens().get(target.id());
    }

    @Test
    void invalid_date_is_rejected_for_a_token_without_expiry() {
        Token withoutExpiry = stack.token().store();

        assertInvalid(
                update("{\"expirationDate\":\"tomorrow\"}")
                        .path("id", withoutExpiry.id().value()),
                "expirationDate PAYLOAD_BODY");
    }
}
