package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.configuration.ConfigurationHandler;
import dev.tokenry.functions.issuers.DeleteIssuerHandler;
import dev.tokenry.functions.issuers.GetIssuerHandler;
import dev.tokenry.functions.issuers.ListIssuersHandler;
import dev.tokenry.functions.issuers.PutIssuerHandler;
import dev.tokenry.functions.projects.DeleteProjectHandler;
import dev.tokenry.functions.projects.GetProjectHandler;
import dev.tokenry.functions.projects.ListProjectsHandler;
import dev.tokenry.functions.projects.PutProjectHandler;
import dev.tokenry.functions.scopes.DeleteScopeHandler;
import dev.tokenry.functions.scopes.PutScopeHandler;
import dev.tokenry.functions.scopes.ScopesHandler;
import dev.tokenry.functions.scopetemplates.DeleteScopeTemplateHandler;
import dev.tokenry.functions.scopetemplates.GetScopeTemplateHandler;
import dev.tokenry.functions.scopetemplates.ListScopeTemplatesHandler;
import dev.tokenry.functions.scopetemplates.PutScopeTemplateHandler;
import dev.tokenry.functions.snapshots.CreateSnapshotHandler;
import dev.tokenry.functions.tokens.BulkTokensHandler;
import dev.tokenry.functions.tokens.CreateTokenHandler;
import dev.tokenry.functions.tokens.DeleteTokenHandler;
import dev.tokenry.functions.tokens.GetTokenHandler;
import dev.tokenry.functions.tokens.LookUpTokenHandler;
import dev.tokenry.functions.tokens.PatchTokenHandler;
import dev.tokenry.functions.tokens.RegenerateTokenHandler;
import dev.tokenry.functions.tokens.UpdateTokenHandler;
import dev.tokenry.functions.tokens.list.ListTokensHandler;
import dev.tokenry.functions.trusts.DeleteTrustHandler;
import dev.tokenry.functions.trusts.ExplainTrustHandler;
import dev.tokenry.functions.trusts.GetTrustHandler;
import dev.tokenry.functions.trusts.ListTrustsHandler;
import dev.tokenry.functions.trusts.PutTrustHandler;
import dev.tokenry.functions.users.DeleteUserHandler;
import dev.tokenry.functions.users.GetUserHandler;
import dev.tokenry.functions.users.ListUsersHandler;
import dev.tokenry.functions.users.PutUserHandler;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Preconditions by operation: which are evaluated and which are rejected, since none may be ignored. */
class PreconditionsTest {

    private final TestStack stack = new TestStack();
    private final Token caller = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes(
                    "apiTokens.read",
                    "apiTokens.write",
                    "users.read",
                    "users.write",
                    "projects.read",
                    "projects.write",
                    "TenantTokenManagement")
            .store();
    private final Token target = stack.token().tokenValue(TestStack.OTHER_TOKEN).store();

    @ParameterizedTest
    @CsvSource({
        "create,      ''",
        "list,        ''",
        "get,         ''",
        "lookup,      ''",
        "bulk,        ''",
        "scopes,      ''",
        "snapshot,    ''",
        "users-list,  ''",
        "projects-list, ''",
        "project-get, ''",
        "project-put, If-Match If-None-Match",
        "project-delete, If-Match",
        "user-get,    ''",
        "issuers-list, ''",
        "issuer-get,  ''",
        "issuer-put,  If-Match If-None-Match",
        "issuer-delete-in-use, If-Match",
        "trusts-list, ''",
        "trust-get,   ''",
        "trust-put,   If-Match If-None-Match",
        "trust-delete, If-Match",
        "trust-explain, ''",
        "update,      If-Match If-None-Match",
        "user-put,    If-Match If-None-Match",
        "scope-put,   If-Match If-None-Match",
        "scope-delete, If-Match",
        "templates-list, ''",
        "template-get, ''",
        "template-put, If-Match If-None-Match",
        "template-delete, If-Match",
        "patch,       If-Match",
        "delete,      If-Match",
        "regenerate,  If-Match",
        "user-delete, If-Match"
    })
    void precondition_that_the_operation_does_not_support_is_rejected(String operation, String supported) {
        for (String header :
                List.of("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range")) {
            if (!List.of(supported.split(" ")).contains(header)) {
                TestResponse response = call(operation, event(operation).header(header, "\"7\""));

                assertThat(response.status()).as(header + response.body()).isEqualTo(400);
                assertThat(response.violationReasons()).containsExactly(header + " not-supported");
                assertThat(response.violations()).containsExactly(header + " HEADER");
                assertThat(response.message()).isEqualTo(header + " is not supported by this operation");
            }
        }
        assertThat(stack.tokens().all()).contains(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update   | *            | 412 | The resource already exists, and If-None-Match: * requires that it does not.",
                "update   | \"1\"          | 412 | The current version of the resource is one that If-None-Match excludes.",
                "update   | W/\"1\"        | 412 | The current version of the resource is one that If-None-Match excludes.",
                "update   | \"7\", \"1\"   | 412 | The current version of the resource is one that If-None-Match excludes.",
                "update   | \"2\"          | 204 | ''",
                "update   | W/\"2\"        | 204 | ''",
                "user-put | *            | 412 | The resource already exists, and If-None-Match: * requires that it does not.",
                "user-put | \"1\"          | 412 | The current version of the resource is one that If-None-Match excludes.",
                "user-put | \"2\"          | 200 | ''"
            })
    void if_none_match_is_compared_with_the_version(String operation, String tags, int status, String message) {
        stack.users().insert(new User("john", null, null, true, Scopes.NONE, true, 1), STAMP);

        TestResponse response = call(operation, event(operation).header("If-None-Match", tags));

        assertThat(response.status()).as(response.body()).isEqualTo(status);
        if (status == 412) {
            assertThat(response.message()).isEqualTo(message + " No changes were made.");
            assertThat(response.reason()).isEqualTo("precondition-failed");
            assertThat(stack.tokens().all()).contains(target);
            assertThat(stack.users().find(OwnerName.of("john")).orElseThrow().version())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"*, 201", "'\"1\"', 201"})
    void user_is_created_if_it_does_not_exist(String tags, int status) {
        assertThat(call("user-put", event("user-put").header("If-None-Match", tags))
                        .status())
                .isEqualTo(status);
        assertThat(stack.users().find(OwnerName.of("john"))).isPresent();
    }

    @Test
    void user_that_another_request_creates_first_is_not_overwritten() {
        User other = new User("john", "Other", null, true, Scopes.NONE, true, 1);
        stack.users().beforeNextInsert(() -> stack.users().insert(other, STAMP));

        TestResponse response = call("user-put", event("user-put").header("If-None-Match", "*"));

        assertThat(response.status()).as(response.body()).isEqualTo(412);
        assertThat(stack.users().find(OwnerName.of("john"))).contains(other);
    }

    @Test
    void if_match_requires_that_the_user_exists() {
        TestResponse response = call("user-put", event("user-put").header("If-Match", "*"));

        assertThat(response.status()).isEqualTo(412);
        assertThat(response.message())
                .isEqualTo("The resource does not exist, and If-Match requires that it does. No changes were made.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"If-None-Match | x | pattern", "If-None-Match | \"1\", * | pattern", "If-None-Match | '' | pattern"
            })
    void malformed_if_none_match_is_rejected(String header, String value, String reason) {
        TestResponse response = call("update", event("update").header(header, value));

        assertThat(response.violationReasons()).containsExactly(header + " " + reason);
    }

    @Test
    void both_preconditions_together_are_rejected() {
        TestEvent event = event("update").header("If-Match", "\"1\"").header("If-None-Match", "\"2\"");

        assertThat(call("update", event).violationReasons()).containsExactly("If-None-Match inconsistent");
    }

    private TestEvent event(String operation) {
        TestEvent event = TestEvent.load(operation);
        return operation.equals("snapshot")
                ? event.calledBy(stack.token()
                        .project("webshop")
                        .scopes("snapshots.upload")
                        .store())
                : event.calledBy(caller);
    }

    private TestResponse call(String operation, TestEvent event) {
        return stack.call(handler(operation), event);
    }

    private RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler(String operation) {
        Wiring wiring = stack.wiring();
        return switch (operation) {
            case "create" -> new CreateTokenHandler(wiring);
            case "list" -> new ListTokensHandler(wiring);
            case "get" -> new GetTokenHandler(wiring);
            case "lookup" -> new LookUpTokenHandler(wiring);
            case "bulk" -> new BulkTokensHandler(wiring);
            case "scopes" -> new ScopesHandler(wiring);
            case "configuration" -> new ConfigurationHandler(wiring);
            case "snapshot" -> new CreateSnapshotHandler(wiring);
            case "users-list" -> new ListUsersHandler(wiring);
            case "projects-list" -> new ListProjectsHandler(wiring);
            case "project-get" -> new GetProjectHandler(wiring);
            case "project-put" -> new PutProjectHandler(wiring);
            case "project-delete" -> new DeleteProjectHandler(wiring);
            case "issuers-list" -> new ListIssuersHandler(wiring);
            case "issuer-get" -> new GetIssuerHandler(wiring);
            case "issuer-put" -> new PutIssuerHandler(wiring);
            case "issuer-delete-in-use" -> new DeleteIssuerHandler(wiring);
            case "trusts-list" -> new ListTrustsHandler(wiring);
            case "trust-get" -> new GetTrustHandler(wiring);
            case "trust-put" -> new PutTrustHandler(wiring);
            case "trust-delete" -> new DeleteTrustHandler(wiring);
            case "trust-explain" -> new ExplainTrustHandler(wiring);
            case "user-get" -> new GetUserHandler(wiring);
            case "update" -> new UpdateTokenHandler(wiring);
            case "scope-put" -> new PutScopeHandler(wiring);
            case "templates-list" -> new ListScopeTemplatesHandler(wiring);
            case "template-get" -> new GetScopeTemplateHandler(wiring);
            case "template-put" -> new PutScopeTemplateHandler(wiring);
            case "template-delete" -> new DeleteScopeTemplateHandler(wiring);
            case "scope-delete" -> new DeleteScopeHandler(wiring);
            case "user-put" -> new PutUserHandler(wiring);
            case "patch" -> new PatchTokenHandler(wiring);
            case "delete" -> new DeleteTokenHandler(wiring);
            case "regenerate" -> new RegenerateTokenHandler(wiring);
            case "user-delete" -> new DeleteUserHandler(wiring);
            default -> throw new IllegalArgumentException(operation);
        };
    }
}
