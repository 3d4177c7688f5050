package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.IssuerRules;
import dev.tokenry.functions.issuers.DeleteIssuerHandler;
import dev.tokenry.functions.issuers.PutIssuerHandler;
import dev.tokenry.functions.scopes.DeleteScopeHandler;
import dev.tokenry.functions.scopes.PutScopeHandler;
import dev.tokenry.functions.scopetemplates.DeleteScopeTemplateHandler;
import dev.tokenry.functions.scopetemplates.PutScopeTemplateHandler;
import dev.tokenry.functions.snapshots.CreateSnapshotHandler;
import dev.tokenry.functions.tokens.BulkTokensHandler;
import dev.tokenry.functions.tokens.CreateTokenHandler;
import dev.tokenry.functions.tokens.DeleteTokenHandler;
import dev.tokenry.functions.tokens.GetTokenHandler;
import dev.tokenry.functions.tokens.LookUpTokenHandler;
import dev.tokenry.functions.tokens.PatchTokenHandler;
import dev.tokenry.functions.tokens.RegenerateTokenHandler;
import dev.tokenry.functions.tokens.RevokeTokensHandler;
import dev.tokenry.functions.tokens.UpdateTokenHandler;
import dev.tokenry.functions.tokens.list.ListTokensHandler;
import dev.tokenry.functions.trusts.DeleteTrustHandler;
import dev.tokenry.functions.trusts.PutTrustHandler;
import dev.tokenry.functions.users.DeleteUserHandler;
import dev.tokenry.functions.users.GetUserHandler;
import dev.tokenry.functions.users.ListUsersHandler;
import dev.tokenry.functions.users.PutUserHandler;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each operation of the API while management is frozen. */
class ManagementFreezeTest {

    private static final int FROZEN = 503;

    private final TestStack stack = new TestStack();
    private final Token administrator = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .owner("admin")
            .project("alpha")
            .scopes(
                    "apiTokens.read",
                    "apiTokens.write",
                    "users.read",
                    "users.write",
                    "TenantTokenManagement",
                    "metrics.read",
                    "logs.read",
                    "snapshots.upload")
            .store();
    private final Token unbound = stack.token()
            .owner("root")
            .scopes(
                    "apiTokens.read",
                    "apiTokens.write",
                    "users.read",
                    "users.write",
                    "scopes.write",
                    "TenantTokenManagement",
                    "metrics.read")
            .store();
    private final IssuedToken other = stack.token()
            .name("other")
            .project("alpha")
            .scopes("metrics.read", "logs.read")
            .expiresIn(Duration.ofDays(2))
            .issue();
    private final Token disabled =
            stack.token().name("disabled").project("alpha").disabled().store();
    private final User john =
            new User("john", "John", "Doe", true, Scopes.parse("metrics.read"), true, 1).withConfirmed(true);

    /** An operation, the status of its response while management is frozen, and the request. */
    private enum Operation {
        CREATE(FROZEN, test -> test.create()),
        CREATE_ONCE(FROZEN, test -> test.createWithKey()),
        GET(200, test -> test.call(new GetTokenHandler(test.stack.wiring()), test.onOther("get"))),
        LIST(200, test -> test.call(new ListTokensHandler(test.stack.wiring()), test.event("list"))),
        LOOK_UP(
                200,
                test -> test.call(
                        new LookUpTokenHandler(test.stack.wiring()),
                        test.event("lookup").with("token", test.other.value().reveal()))),
        REVOKE(
                202,
                test -> test.call(
                        new RevokeTokensHandler(test.stack.wiring()),
                        TestEvent.load("revoke")
                                .with("tokens", List.of(test.other.value().reveal())))),
        RENAME(FROZEN, test -> test.put("{'name':'renamed'}")),
        REPEAT(204, test -> test.put("{'name':'other','enabled':true}")),
        DISABLE(204, test -> test.put("{'enabled':false}")),
        DISABLE_AND_RENAME(FROZEN, test -> test.put("{'enabled':false,'name':'renamed'}")),
        DISABLE_AND_WIDEN(
                FROZEN, test -> test.put("{'enabled':false,'scopes':['metrics.read','logs.read','users.read']}")),
        ENABLE(FROZEN, test -> test.put(test.disabled, "{'enabled':true}")),
        PATCH_DISABLE(200, test -> test.patch("{'enabled':false}")),
        PATCH_DISABLE_WITH_SAME_NAME(200, test -> test.patch("{'enabled':false,'name':'other'}")),
        PATCH_DISABLE_AND_PROLONG(FROZEN, test -> test.patch("{'enabled':false,'expirationDate':'now+9d'}")),
        PATCH_PROLONG(FROZEN, test -> test.patch("{'expirationDate':'now+9d'}")),
        PATCH_NARROW(FROZEN, test -> test.patch("{'scopes':['metrics.read']}")),
        PATCH_DESCRIPTION(FROZEN, test -> test.patch("{'description':'d'}")),
        DELETE(204, test -> test.call(new DeleteTokenHandler(test.stack.wiring()), test.onOther("delete"))),
        REGENERATE(
                FROZEN, test -> test.call(new RegenerateTokenHandler(test.stack.wiring()), test.onOther("regenerate"))),
        PUT_USER(FROZEN, test -> test.putUser("jim", "{'scopes':[]}")),
        WIDEN_USER(
                FROZEN,
                test -> test.putUser(
                        "john",
                        "{'firstName':'John','lastName':'Doe','enabled':false,'scopes':['metrics.read','logs.read'],'manageOwnTokens':true}")),
        REPEAT_USER(
                200,
                test -> test.putUser(
                        "john",
                        "{'firstName':'John','lastName':'Doe','enabled':true,'scopes':['metrics.read'],'manageOwnTokens':true}")),
        DISABLE_USER(
                200,
                test -> test.putUser(
                        "john",
                        "{'firstName':'John','lastName':'Doe','enabled':false,'scopes':['metrics.read'],'manageOwnTokens':true}")),
        GET_USER(200, test -> test.call(new GetUserHandler(test.stack.wiring()), test.userEvent("user-get"))),
        LIST_USERS(200, test -> test.call(new ListUsersHandler(test.stack.wiring()), test.userEvent("users-list"))),
        DELETE_USER(204, test -> test.call(new DeleteUserHandler(test.stack.wiring()), test.userEvent("user-delete"))),
        PUT_SCOPE(FROZEN, test -> test.call(new PutScopeHandler(test.stack.wiring()), test.scopeEvent("scope-put"))),
        DELETE_SCOPE(
                204,
                test -> test.call(
                        new DeleteScopeHandler(test.stack.wiring()),
                        test.scopeEvent("scope-delete").path("name", "old.read"))),
        PUT_TEMPLATE(
                FROZEN,
                test -> test.call(new PutScopeTemplateHandler(test.stack.wiring()), test.scopeEvent("template-put"))),
        DELETE_TEMPLATE(
                204,
                test -> test.call(
                        new DeleteScopeTemplateHandler(test.stack.wiring()),
                        test.scopeEvent("template-delete").path("name", "old"))),
        PUT_ISSUER(FROZEN, test -> test.call(new PutIssuerHandler(test.stack.wiring()), test.scopeEvent("issuer-put"))),
        DISABLE_ISSUER(
                200,
                test -> test.call(
                        new PutIssuerHandler(test.stack.wiring()),
                        test.scopeEvent("issuer-put").path("name", "old").with("enabled", false))),
        PUT_TRUST(
                FROZEN,
                test -> test.call(
                        new PutTrustHandler(test.stack.wiring()),
                        test.scopeEvent("trust-put").with("issuer", "old"))),
        DISABLE_TRUST(
                200,
                test -> test.call(
                        new PutTrustHandler(test.stack.wiring()),
                        test.scopeEvent("trust-put")
                                .path("name", "old")
                                .with("issuer", "old")
                                .with("owner", "ci")
                                .with("description", null)
                                .with("enabled", false))),
        DELETE_TRUST(
                204,
                test -> test.call(
                        new DeleteTrustHandler(test.stack.wiring()),
                        test.scopeEvent("trust-delete").path("name", "old"))),
        DELETE_ISSUER(
                204,
                test -> test.call(
                        new DeleteIssuerHandler(test.stack.wiring()),
                        test.scopeEvent("issuer-delete-in-use").path("name", "unused"))),
        UPLOAD_SNAPSHOT(
                201,
                test -> test.call(
                        new CreateSnapshotHandler(test.stack.wiring()),
                        test.event("snapshot").path("project", "alpha")));

        private final int frozenStatus;
        private final Function<ManagementFreezeTest, TestResponse> request;

        Operation(int frozenStatus, Function<ManagementFreezeTest, TestResponse> request) {
            this.frozenStatus = frozenStatus;
            this.request = request;
        }
    }

    @BeforeEach
    void store_user() {
        stack.users().insert(john, STAMP);
        stack.scopes().declare("old.read");
        stack.scopeTemplates().put("old", "metrics.read");
        stack.issuers().put("unused", IssuerKind.GITHUB, IssuerRules.GITHUB);
        stack.trusts().put("old", stack.issuers().put("old", IssuerKind.GITHUB, IssuerRules.GITHUB), "web", "ci");
    }

    @ParameterizedTest
    @EnumSource
    void operation_of_the_api(Operation operation) {
        String before = stack.tokens().dump() + stack.users().find(OwnerName.of("john"));
        freeze();

        TestResponse response = operation.request.apply(this);

        assertThat(response.status()).as(response.body()).isEqualTo(operation.frozenStatus);
        if (operation.frozenStatus == FROZEN) {
            assertThat(response.body())
                    .isEqualTo("{\"error\":{\"code\":503,\"message\":\"Changes are paused while an administrator"
                            + " restores data. No changes were made. Deleting and disabling are possible.\","
                            + "\"reason\":\"frozen\"}}");
            assertThat(response.headers()).containsEntry("Retry-After", "60");
            assertThat(stack.tokens().dump() + stack.users().find(OwnerName.of("john")))
                    .isEqualTo(before);
            assertThat(stack.users().find(OwnerName.of("jim"))).isEmpty();
            assertThat(stack.logLines()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_operation_succeeds_without_a_freeze(Operation operation) {
        assertThat(operation.request.apply(this).status()).isBetween(200, 204);
    }

    @Test
    void disabling_takes_effect() {
        freeze();
        assertThat(stack.isActive(other.value().reveal())).isTrue();
        put("{'enabled':false}");
        assertThat(stack.isActive(other.value().reveal())).isFalse();
    }

    @Test
    void bulk_disables_and_deletes_and_does_not_enable() {
        freeze();
        assertThat(bulk("enable", disabled).at("/results/0/error/reason").textValue())
                .isEqualTo("frozen");
        assertThat(bulk("disable", other.token()).at("/results/0/status").intValue())
                .isEqualTo(204);
        assertThat(bulk("delete", other.token()).at("/results/0/status").intValue())
                .isEqualTo(204);
        assertThat(stack.tokens().find(other.token().id())).isEmpty();
    }

    @Test
    void replay_of_a_creation_returns_its_token() {
        TestResponse created = createWithKey();
        freeze();

        TestResponse replayed = createWithKey();

        assertThat(replayed.status()).isEqualTo(200);
        assertThat(replayed.json().get("id")).isEqualTo(created.json().get("id"));
    }

    @Test
    void a_function_without_the_setting_stops_writes() {
        stack.setVariable("MANAGEMENT_FROZEN", "");
        assertThat(create().status()).isEqualTo(500);
        assertThat(put("{'enabled':false}").status()).isEqualTo(204);
    }

    private void freeze() {
        stack.setVariable("MANAGEMENT_FROZEN", "true");
    }

    private TestResponse create() {
        return call(new CreateTokenHandler(stack.wiring()), event("create").with("scopes", List.of("metrics.read")));
    }

    private TestResponse createWithKey() {
        return call(
                new CreateTokenHandler(stack.wiring()),
                event("create").with("scopes", List.of("metrics.read")).header("Idempotency-Key", "once"));
    }

    private TestResponse put(String json) {
        return put(other.token(), json);
    }

    private TestResponse put(Token token, String json) {
        return call(
                new UpdateTokenHandler(stack.wiring()),
                event("update").path("id", token.id().value()).body(json.replace('\'', '"')));
    }

    private TestResponse patch(String json) {
        return call(new PatchTokenHandler(stack.wiring()), onOther("patch").body(json.replace('\'', '"')));
    }

    private TestResponse putUser(String name, String json) {
        return call(
                new PutUserHandler(stack.wiring()),
                userEvent("user-put").path("name", name).body(json.replace('\'', '"')));
    }

    private JsonNode bulk(String action, Token token) {
        return call(
                        new BulkTokensHandler(stack.wiring()),
                        event("bulk")
                                .with("action", action)
                                .with("ids", List.of(token.id().value())))
                .json();
    }

    private TestEvent event(String name) {
        return TestEvent.load(name).calledBy(administrator);
    }

    private TestEvent onOther(String name) {
        return event(name).path("id", other.token().id().value());
    }

    /** Users are accessible only to tokens without a project. */
    private TestEvent scopeEvent(String name) {
        return TestEvent.load(name).calledBy(unbound);
    }

    private TestEvent userEvent(String name) {
        return TestEvent.load(name).calledBy(unbound).path("name", "john");
    }

    private TestResponse call(
            RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler, TestEvent event) {
        return stack.call(handler, event);
    }
}
