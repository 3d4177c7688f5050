package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.snapshots.CreateSnapshotHandler;
import dev.tokenry.functions.tokens.BulkTokensHandler;
import dev.tokenry.functions.tokens.CreateTokenHandler;
import dev.tokenry.functions.tokens.DeleteTokenHandler;
import dev.tokenry.functions.tokens.PatchTokenHandler;
import dev.tokenry.functions.tokens.RegenerateTokenHandler;
import dev.tokenry.functions.tokens.list.ListTokensHandler;
import dev.tokenry.functions.users.ListUsersHandler;
import dev.tokenry.functions.users.PutUserHandler;
import dev.tokenry.model.Token;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reason of each violation, by operation, field and value. */
class ViolationReasonsTest {

    private final TestStack stack = new TestStack();
    private final Token caller = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.read", "apiTokens.write", "users.read", "users.write", "TenantTokenManagement")
            .store();

    static Stream<Arguments> invalidBodyFields() {
        return Stream.of(
                arguments("create", "name", null, "name required"),
                arguments("create", "name", 1, "name wrong-type"),
                arguments("create", "name", "", "name length"),
                arguments("create", "name", "x".repeat(101), "name length"),
                arguments("create", "name", "a\nb", "name control-characters"),
                arguments("create", "name", "a\u202eb", "name control-characters"),
                arguments("create", "name", "ci\u200b", "name control-characters"),
                arguments("create", "name", "\u3164", "name length"),
                arguments("create", "description", "a\u0000b", "description control-characters"),
                arguments("create", "description", "\u001b[31m", "description control-characters"),
                arguments("create", "name", TestStack.OTHER_TOKEN, "name contains-token"),
                arguments("create", "description", "x".repeat(1001), "description too-long"),
                arguments("create", "scopes", null, "scopes required"),
                arguments("create", "scopes", List.of(), "scopes scope-count"),
                arguments("create", "scopes", List.of("metrics.reed"), "scopes[0] unknown-scope"),
                arguments("create", "scopes", List.of(1), "scopes[0] wrong-type"),
                arguments("create", "expirationDate", "tomorrow", "expirationDate malformed-date"),
                arguments("create", "expirationDate", "now-1d", "expirationDate in-the-past"),
                arguments("create", "expirationDate", "2026-04-01", "expirationDate no-time"),
                arguments("create", "expirationDate", "now+9999y", "expirationDate out-of-range"),
                arguments("create", "owner", "no owner", "owner pattern"),
                arguments("create", "project", "No", "project pattern"),
                arguments("create", "enabled", "true", "enabled wrong-type"),
                arguments("create", "personalAccessToken", true, "personalAccessToken needs-user"),
                arguments("patch", "owner", "no owner", "owner pattern"),
                arguments("patch", "previousSecretValidUntil", "now", "previousSecretValidUntil unknown-value"),
                arguments("regenerate", "overlapSeconds", -1, "overlapSeconds out-of-range"),
                arguments("bulk", "action", null, "action required"),
                arguments("bulk", "action", "remove", "action unknown-value"),
                arguments("bulk", "ids", List.of(), "ids bulk-count"),
                arguments("bulk", "ids", List.of("x", "x"), "ids[1] duplicate"),
                arguments("user-put", "name", "other", "name inconsistent"),
                arguments("user-put", "scopes", null, "scopes required"),
                arguments("user-put", "scopes", Collections.nCopies(101, "AI"), "scopes scope-count"),
                arguments("user-put", "firstName", " ", "firstName length"),
                arguments("user-put", "email", "anna@example", "email pattern"),
                arguments("user-put", "email", "a@example.com\nBcc: b@example.com", "email pattern"),
                arguments("user-put", "language", "EN", "language unknown-value"),
                arguments("user-put", "leads", List.of("No"), "leads[0] pattern"),
                arguments("user-put", "leads", List.of("gone"), "leads[0] unknown-project"),
                arguments("user-put", "leads", Collections.nCopies(101, "alpha"), "leads too-long"),
                arguments("snapshot", "contentType", "x", "contentType pattern"),
                arguments("snapshot", "contentLength", 0, "contentLength out-of-range"),
                arguments("snapshot", "sha256", "x", "sha256 pattern"));
    }

    @ParameterizedTest
    @MethodSource("invalidBodyFields")
    void body_field(String operation, String field, Object value, String violation) {
        TestEvent event = event(operation);

        assertInvalid(operation, value == null ? event.without(field) : event.with(field, value), violation);
    }

    static Stream<Arguments> invalidQueryParameters() {
        return Stream.of(
                arguments("list", "limit", List.of("1"), "limit unknown-property"),
                arguments("list", "pageSize", List.of("0"), "pageSize out-of-range"),
                arguments("list", "pageSize", List.of("1", "2"), "pageSize duplicate"),
                arguments("list", "page", List.of("x"), "page out-of-range"),
                arguments("list", "fields", List.of("x"), "fields unknown-value"),
                arguments("list", "fields", List.of("+scopes,name"), "fields inconsistent"),
                arguments("list", "sort", List.of("x"), "sort unknown-value"),
                arguments("list", "from", List.of("x"), "from malformed-date"),
                arguments("list", "from", List.of("now+1d"), "from inconsistent"),
                arguments("list", "apiTokenSelector", List.of("x"), "apiTokenSelector malformed-selector"),
                arguments("list", "apiTokenSelector", List.of("x".repeat(4001)), "apiTokenSelector too-long"),
                arguments("list", "nextPageKey", List.of("x"), "nextPageKey page-key"),
                arguments("users-list", "limit", List.of("1"), "limit unknown-property"),
                arguments("users-list", "pageSize", List.of("x"), "pageSize out-of-range"),
                arguments("users-list", "text", List.of("x".repeat(101)), "text too-long"),
                arguments("users-list", "text", List.of("x", "y"), "text duplicate"),
                arguments("users-list", "nextPageKey", List.of("x"), "nextPageKey page-key"));
    }

    @ParameterizedTest
    @MethodSource("invalidQueryParameters")
    void query_parameter(String operation, String name, List<String> values, String violation) {
        TestEvent event =
                event(operation).set("queryStringParameters", null).set("multiValueQueryStringParameters", null);

        assertInvalid(operation, event.query(name, values.toArray(String[]::new)), violation);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void page_key_with_another_parameter(String operation) {
        TestEvent event =
                event(operation).set("queryStringParameters", null).set("multiValueQueryStringParameters", null);

        assertInvalid(operation, event.query("nextPageKey", "x").query("pageSize", "5"), "nextPageKey inconsistent");
    }

    static Stream<String> lists() {
        return Stream.of("list", "users-list");
    }

    @Test
    void headers_and_bodies_as_a_whole() {
        assertInvalid("patch", event("patch").header("If-Match", "x"), "If-Match pattern");
        assertInvalid("create", event("create").header("Idempotency-Key", "x y"), "Idempotency-Key pattern");
        assertInvalid("create", event("create").header("Idempotency-Key", "x", "y"), "Idempotency-Key duplicate");
        assertInvalid("create", event("create").header("Cookie", TestStack.OTHER_TOKEN), "Cookie contains-token");
        assertInvalid("create", event("create").body("{"), "body malformed-json");
        assertInvalid("create", event("create").body("[]"), "body malformed-json");
        assertInvalid("create", event("create").body(" "), "body required");
        assertInvalid("patch", event("patch").body("{\"enabled\":null}"), "enabled required");
        assertInvalid("patch", event("patch").body("{\"name\":\"\\ud83d\"}"), "name control-characters");
    }

    @Test
    void token_cannot_delete_itself() {
        TestEvent event = event("delete").path("id", caller.id().value());

        TestResponse response = assertInvalid("delete", event, "id own-token");

        assertThat(response.violations()).containsExactly("id PATH");
    }

    private TestEvent event(String operation) {
        TestEvent event = TestEvent.load(operation);
        return switch (operation) {
            case "snapshot" ->
                event.calledBy(stack.token()
                        .project("webshop")
                        .scopes("snapshots.upload")
                        .store());
            case "patch", "regenerate" ->
                event.calledBy(caller).path("id", stack.token().store().id().value());
            default -> event.calledBy(caller);
        };
    }

    private TestResponse assertInvalid(String operation, TestEvent event, String violation) {
        TestResponse response = stack.call(handler(operation).apply(stack.wiring()), event);

        assertThat(response.status()).as(response.body()).isEqualTo(400);
        assertThat(response.reason()).isEqualTo("invalid-request");
        assertThat(response.violationReasons()).containsExactly(violation);
        return response;
    }

    private static Function<Wiring, RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>> handler(
            String operation) {
        return switch (operation) {
            case "create" -> CreateTokenHandler::new;
            case "patch" -> PatchTokenHandler::new;
            case "regenerate" -> RegenerateTokenHandler::new;
            case "delete" -> DeleteTokenHandler::new;
            case "bulk" -> BulkTokensHandler::new;
            case "list" -> ListTokensHandler::new;
            case "user-put" -> PutUserHandler::new;
            case "users-list" -> ListUsersHandler::new;
            case "snapshot" -> CreateSnapshotHandler::new;
            default -> throw new IllegalArgumentException(operation);
        };
    }
}
