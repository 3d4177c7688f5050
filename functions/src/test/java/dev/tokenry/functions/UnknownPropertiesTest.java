package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.snapshots.CreateSnapshotHandler;
import dev.tokenry.functions.tokens.BulkTokensHandler;
import dev.tokenry.functions.tokens.CreateTokenHandler;
import dev.tokenry.functions.tokens.LookUpTokenHandler;
import dev.tokenry.functions.tokens.PatchTokenHandler;
import dev.tokenry.functions.tokens.RegenerateTokenHandler;
import dev.tokenry.functions.tokens.UpdateTokenHandler;
import dev.tokenry.functions.tokens.list.ListTokensHandler;
import dev.tokenry.functions.users.ListUsersHandler;
import dev.tokenry.functions.users.PutUserHandler;
import dev.tokenry.model.Token;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Unknown properties and parameters: each is rejected and named, with the known one that it resembles. */
class UnknownPropertiesTest {

    private static final String NONE = "";

    private final TestStack stack = new TestStack();
    private final Token caller = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.read", "apiTokens.write", "users.read", "users.write", "TenantTokenManagement")
            .store();

    static Stream<Arguments> misspeltProperties() {
        return Stream.of(
                arguments("create", "expirationdate", "expirationDate"),
                arguments("create", "ExpirationDate", "expirationDate"),
                arguments("create", "expiration_date", "expirationDate"),
                arguments("create", "expiration-date", "expirationDate"),
                arguments("create", "exiprationDate", "expirationDate"),
                arguments("create", "expirationDates", "expirationDate"),
                arguments("create", "expiration", "expirationDate"),
                arguments("create", "expires", "expirationDate"),
                arguments("create", "expires_at", "expirationDate"),
                arguments("create", "expiresIn", "expirationDate"),
                arguments("create", "expiry", "expirationDate"),
                arguments("create", "ttl", "expirationDate"),
                arguments("create", "validUntil", "expirationDate"),
                arguments("create", "allowed_ips", "allowedIps"),
                arguments("create", "allowedIPs", "allowedIps"),
                arguments("create", "ipAllowlist", "allowedIps"),
                arguments("create", "cidrs", "allowedIps"),
                arguments("create", "scope", "scopes"),
                arguments("create", "permissions", "scopes"),
                arguments("create", "enable", "enabled"),
                arguments("create", "projct", "project"),
                arguments("create", "Owner", "owner"),
                arguments("create", "personalAccesToken", "personalAccessToken"),
                arguments("create", "label", "labels, which is not supported yet"),
                arguments("create", "colour", NONE),
                arguments("create", "id", NONE),
                arguments("create", "expirationDateexpirationDateexpirationDate", NONE),
                arguments("update", "expires_at", "expirationDate"),
                arguments("update", "permission", "scopes"),
                arguments("patch", "expirationdate", "expirationDate"),
                arguments("patch", "ips", "allowedIps"),
                arguments("regenerate", "overlap_seconds", "overlapSeconds"),
                arguments("regenerate", "overlapSecond", "overlapSeconds"),
                arguments("regenerate", "expires", "expirationDate"),
                arguments("bulk", "id", "ids"),
                arguments("bulk", "Action", "action"),
                arguments("lookup", "Token", "token"),
                arguments("user-put", "roles", "scopes"),
                arguments("user-put", "first_name", "firstName"),
                arguments("user-put", "manageOwnToken", "manageOwnTokens"),
                arguments("user-put", "enabledd", "enabled"),
                arguments("snapshot", "content-length", "contentLength"),
                arguments("snapshot", "SHA256", "sha256"));
    }

    @ParameterizedTest
    @MethodSource("misspeltProperties")
    void misspelt_property_is_rejected_with_the_known_one(String operation, String property, String similar) {
        TestEvent event = event(operation).with(property, "now+1d");

        TestResponse response = call(operation, event);

        assertThat(response.status()).as(response.body()).isEqualTo(400);
        assertThat(response.violationReasons()).containsExactly(property + " unknown-property");
        assertThat(response.violations()).containsExactly(property + " PAYLOAD_BODY");
        assertThat(response.message())
                .isEqualTo(property + " is not a known property"
                        + (similar.isEmpty() ? "" : ". Did you mean " + similar + "?"));
    }

    @ParameterizedTest
    @CsvSource({
        "list,       page_size,     . Did you mean pageSize?",
        "list,       pagesize,      . Did you mean pageSize?",
        "list,       nextPagekey,   . Did you mean nextPageKey?",
        "list,       field,         . Did you mean fields?",
        "list,       apiTokenselector, . Did you mean apiTokenSelector?",
        "list,       limit,         ''",
        "users-list, pageSizes,     . Did you mean pageSize?",
        "users-list, q,             ''",
        "create,     dryRun,        : this operation has none",
        "user-put,   adoptTokens,   : this operation has none",
        "bulk,       action,        : this operation has none"
    })
    void misspelt_parameter_is_rejected_with_the_known_one(String operation, String parameter, String hint) {
        TestEvent event =
                event(operation).set("queryStringParameters", null).set("multiValueQueryStringParameters", null);

        TestResponse response = call(operation, event.query(parameter, "1"));

        assertThat(response.violationReasons()).containsExactly(parameter + " unknown-property");
        assertThat(response.message()).isEqualTo(parameter + " is not a known parameter" + hint);
    }

    @ParameterizedTest
    @CsvSource({"create", "update", "patch"})
    void reserved_properties_are_rejected_as_not_supported_yet(String operation) {
        TestEvent event = event(operation).with("labels", List.of("a"));

        TestResponse response = call(operation, event);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.violationReasons()).containsExactly("labels not-supported");
        assertThat(stack.tokens().all()).allMatch(token -> token.version() == 1);
    }

    @ParameterizedTest
    @CsvSource({"create", "update", "patch"})
    void reserved_property_that_is_null_is_absent(String operation) {
        TestResponse response = call(operation, event(operation).with("labels", null));

        assertThat(response.status()).as(response.body()).isBetween(200, 204);
    }

    private TestEvent event(String operation) {
        TestEvent event = TestEvent.load(operation);
        return switch (operation) {
            case "snapshot" ->
                event.calledBy(stack.token()
                        .project("webshop")
                        .scopes("snapshots.upload")
                        .store());
            case "update", "patch", "regenerate" ->
                event.calledBy(caller).path("id", stack.token().store().id().value());
            default -> event.calledBy(caller);
        };
    }

    private TestResponse call(String operation, TestEvent event) {
        return stack.call(handler(operation).apply(stack.wiring()), event);
    }

    private static Function<Wiring, RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>> handler(
            String operation) {
        return switch (operation) {
            case "create" -> CreateTokenHandler::new;
            case "update" -> UpdateTokenHandler::new;
            case "patch" -> PatchTokenHandler::new;
            case "regenerate" -> RegenerateTokenHandler::new;
            case "bulk" -> BulkTokensHandler::new;
            case "lookup" -> LookUpTokenHandler::new;
            case "list" -> ListTokensHandler::new;
            case "user-put" -> PutUserHandler::new;
            case "users-list" -> ListUsersHandler::new;
            case "snapshot" -> CreateSnapshotHandler::new;
            default -> throw new IllegalArgumentException(operation);
        };
    }
}
