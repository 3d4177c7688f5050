package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of caller on every route, with and without a cache of authorizer results. Each token is used on all
 * routes, so that a result that is cached for one route applies to the others.
 */
@ExtendWith(SharedStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizationMatrixIT {

    private static final String CACHED_DENIAL_MESSAGE =
            "Token is missing a required scope or is not bound to this project.";
    private static final List<String> DENIAL_MESSAGES =
            List.of("Token is missing required scope. Use ", "Token is not bound to this project.");

    /** The scopes that the operations require according to the API documentation; an empty scope means any token. */
    private enum Route {
        CREATE("POST", "/v2/apiTokens", "apiTokens.write"),
        LIST("GET", "/v2/apiTokens?pageSize=1", "apiTokens.read"),
        GET_OWN("GET", "/v2/apiTokens/{itself}"),
        REPLACE("PUT", "/v2/apiTokens/{unknown}", "apiTokens.write"),
        PATCH("PATCH", "/v2/apiTokens/{unknown}", "apiTokens.write"),
        /** The function requires the scope, because a token from an exchange deletes itself without it. */
        DELETE("DELETE", "/v2/apiTokens/{unknown}", "apiTokens.write"),
        REGENERATE("POST", "/v2/apiTokens/{unknown}/regenerate", "apiTokens.write", "apiTokens.rotateSelf"),
        LOOKUP("POST", "/v2/apiTokens/lookup", "apiTokens.read"),
        BULK("POST", "/v2/apiTokens/bulk", "apiTokens.write"),
        SCOPES("GET", "/v2/scopes"),
        PUT_SCOPE("PUT", "/v2/scopes/absent", "scopes.write"),
        DELETE_SCOPE("DELETE", "/v2/scopes/absent", "scopes.write"),
        CONFIGURATION("GET", "/v2/configuration"),
        LIST_TEMPLATES("GET", "/v2/scopeTemplates"),
        GET_TEMPLATE("GET", "/v2/scopeTemplates/absent"),
        PUT_TEMPLATE("PUT", "/v2/scopeTemplates/absent", "scopes.write"),
        DELETE_TEMPLATE("DELETE", "/v2/scopeTemplates/absent", "scopes.write"),
        LIST_USERS("GET", "/v2/users?pageSize=1", "users.read"),
        GET_USER("GET", "/v2/users/absent", "users.read"),
        PUT_USER("PUT", "/v2/users/absent", "users.write"),
        DELETE_USER("DELETE", "/v2/users/absent", "users.write"),
        LIST_OWN_EVENTS("GET", "/v2/apiTokens/{itself}/events"),
        LIST_USER_EVENTS("GET", "/v2/users/absent/events", "users.read"),
        LIST_EVENTS("GET", "/v2/events?pageSize=1", "audit.read"),
        PUT_PROJECT("PUT", "/v2/projects/absent", "projects.write"),
        DELETE_PROJECT("DELETE", "/v2/projects/absent", "projects.write"),
        LIST_ISSUERS("GET", "/v2/issuers", "trusts.read"),
        GET_ISSUER("GET", "/v2/issuers/absent", "trusts.read"),
        PUT_ISSUER("PUT", "/v2/issuers/absent", "trusts.write"),
        DELETE_ISSUER("DELETE", "/v2/issuers/absent", "trusts.write"),
        LIST_TRUSTS("GET", "/v2/trusts", "trusts.read"),
        GET_TRUST("GET", "/v2/trusts/absent", "trusts.read"),
        PUT_TRUST("PUT", "/v2/trusts/absent", "trusts.write"),
        DELETE_TRUST("DELETE", "/v2/trusts/absent", "trusts.write"),
        EXPLAIN_TRUST("POST", "/v2/trusts/absent/explain", "trusts.read"),
        /** The function requires a session, which none of the tokens is. */
        DELETE_SESSIONS("DELETE", "/v2/sessions"),
        UPLOAD("POST", "/v2/projects/alpha/snapshots", "snapshots.upload");

        private final String method;
        private final String path;
        private final Set<String> anyOf;

        Route(String method, String path, String... anyOf) {
            this.method = method;
            this.path = path;
            this.anyOf = Set.of(anyOf);
        }

        boolean isSatisfiedBy(Set<String> scopes) {
            return anyOf.isEmpty() || anyOf.stream().anyMatch(scopes::contains);
        }

        /** Sends a request that changes nothing if it is authorized. */
        ApiReply send(ApiClient client, String id) {
            String path = this.path.replace("{itself}", id).replace("{unknown}", TamperedTokens.id());
            return switch (method) {
                case "GET" -> client.get(path);
                case "DELETE" -> client.delete(path);
                default -> client.send(method, path, "[");
            };
        }
    }

    private enum Role {
        READER("apiTokens.read"),
        WRITER("apiTokens.write"),
        ROTATOR("apiTokens.rotateSelf"),
        UPLOADER("snapshots.upload"),
        USER_READER("users.read"),
        USER_WRITER("users.write"),
        SCOPE_WRITER("scopes.write"),
        PROJECT_WRITER("projects.write"),
        AUDITOR("audit.read"),
        TRUST_READER("trusts.read"),
        TRUST_WRITER("trusts.write"),
        MANAGER("TenantTokenManagement"),
        STRANGER("metrics.read"),
        EVERYTHING(
                "apiTokens.read",
                "apiTokens.write",
                "apiTokens.rotateSelf",
                "snapshots.upload",
                "users.read",
                "users.write",
                "scopes.write",
                "projects.write",
                "audit.read",
                "trusts.read",
                "trusts.write",
                "TenantTokenManagement");

        private final Set<String> scopes;

        Role(String... scopes) {
            this.scopes = Set.of(scopes);
        }
    }

    private enum Project {
        OWN("alpha"),
        OTHER("beta"),
        NONE(null);

        private final String name;

        Project(String name) {
            this.name = name;
        }
    }

    /** The states of a token; all other conditions for access are met. */
    private enum State {
        ACTIVE,
        IN_OVERLAP,
        PERSONAL,
        DISABLED,
        LEAKED,
        EXPIRED,
        DELETED,
        REGENERATED,
        FORGED,
        OWNER_DISABLED;

        boolean isActive() {
            return this == ACTIVE || this == IN_OVERLAP || this == PERSONAL;
        }
    }

    private enum ExpectedResult {
        PASSED,
        DENIED,
        UNAUTHENTICATED
    }

    private record TokenSetup(Role role, Project project, State state) {}

    private record Case(TokenSetup setup, Route route, boolean cached) {

        ExpectedResult expected() {
            if (!setup.state().isActive()) {
                return ExpectedResult.UNAUTHENTICATED;
            }
            boolean inProject = route != Route.UPLOAD || setup.project() == Project.OWN;
            return inProject && route.isSatisfiedBy(setup.role().scopes)
                    ? ExpectedResult.PASSED
                    : ExpectedResult.DENIED;
        }

        @Override
        public String toString() {
            return String.join(
                    " ",
                    setup.role().name(),
                    setup.project().name(),
                    setup.state().name(),
                    route.name(),
                    cached ? "kept" : "asked",
                    expected().name());
        }
    }

    private final TestStack uncachedStack;
    private final Map<Boolean, Map<TokenSetup, IssuedToken>> tokens = new LinkedHashMap<>();
    private TestStack cachingStack;

    @TempDir
    private static Path directory;

    AuthorizationMatrixIT(TestStack uncachedStack) {
        this.uncachedStack = uncachedStack;
    }

    @BeforeAll
    void start() throws InterruptedException {
        cachingStack = TestStack.start(directory, Map.of("AuthorizerResultTtl", "300"));
        tokens.put(false, tokens(uncachedStack.admin()));
        tokens.put(true, tokens(cachingStack.admin()));
        // The tokens with an expiration date expire now.
        Thread.sleep(1_100);
    }

    @AfterAll
    void stop() {
        cachingStack.close();
    }

    static Stream<TokenSetup> setups() {
        Stream<TokenSetup> roles =
                Stream.of(Role.values()).map(role -> new TokenSetup(role, Project.NONE, State.ACTIVE));
        Stream<TokenSetup> uploads = Stream.of(Role.UPLOADER, Role.EVERYTHING)
                .flatMap(role ->
                        Stream.of(Project.OWN, Project.OTHER).map(each -> new TokenSetup(role, each, State.ACTIVE)));
        Stream<TokenSetup> states = Stream.of(State.values())
                .filter(state -> state != State.ACTIVE)
                .map(state -> new TokenSetup(Role.EVERYTHING, Project.OWN, state));
        return Stream.of(roles, uploads, states).flatMap(each -> each);
    }

    static Stream<Case> cases() {
        return setups().flatMap(setup -> Stream.of(Route.values())
                .flatMap(route -> Stream.of(false, true).map(cached -> new Case(setup, route, cached))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_route_allows_only_the_expected_tokens(Case each) {
        IssuedToken token = tokens.get(each.cached()).get(each.setup());
        TestStack stack = each.cached() ? cachingStack : uncachedStack;

        ApiReply reply = each.route().send(stack.clientWithToken(token.token()), token.id());

        boolean hasCachedMessage = each.cached() && each.route() != Route.DELETE;
        switch (each.expected()) {
            case UNAUTHENTICATED -> reply.expectError(401, "Missing or invalid API token.");
            case DENIED -> {
                reply.expectError(403);
                assertThat(isDenied(reply, hasCachedMessage)).as(reply.body()).isTrue();
            }
            case PASSED -> {
                assertThat(reply.status()).as(reply.body()).isNotEqualTo(401).isLessThan(500);
                assertThat(isDenied(reply, hasCachedMessage)).as(reply.body()).isFalse();
            }
        }
    }

    /** Returns whether the request was denied because of the scopes or the project of the token. */
    private static boolean isDenied(ApiReply reply, boolean hasCachedMessage) {
        String message =
                reply.status() == 403 ? reply.json().at("/error/message").textValue() : "";
        return hasCachedMessage
                ? message.equals(CACHED_DENIAL_MESSAGE)
                : DENIAL_MESSAGES.stream().anyMatch(message::startsWith);
    }

    private static Map<TokenSetup, IssuedToken> tokens(ApiClient admin) {
        admin.put("/v2/users/matrix-anna", user(true)).expectStatus(201);
        admin.put("/v2/users/matrix-bert", user(true)).expectStatus(201);
        Map<TokenSetup, IssuedToken> tokens = new LinkedHashMap<>();
        setups().forEach(setup -> tokens.put(setup, token(setup, admin)));
        admin.put("/v2/users/matrix-bert", user(false)).expectStatus(200);
        return tokens;
    }

    private static IssuedToken token(TokenSetup setup, ApiClient admin) {
        List<String> fields = new ArrayList<>();
        fields.add("'name':'" + setup.role() + "'");
        fields.add("'scopes':" + toJsonArray(setup.role().scopes));
        if (setup.project().name != null) {
            fields.add("'project':'" + setup.project().name + "'");
        }
        switch (setup.state()) {
            case PERSONAL -> fields.add("'owner':'matrix-anna','personalAccessToken':true");
            case OWNER_DISABLED -> fields.add("'owner':'matrix-bert','personalAccessToken':true");
            case EXPIRED -> fields.add("'expirationDate':" + (System.currentTimeMillis() + 1_000));
            default -> {}
        }
        IssuedToken issued = admin.create("{" + String.join(",", fields) + "}");
        String path = "/v2/apiTokens/" + issued.id();
        switch (setup.state()) {
            case DISABLED -> admin.put(path, "{\"enabled\":false}").expectStatus(204);
            case LEAKED ->
                admin.anonymous()
                        .post("/v2/apiTokens/revoke", "{\"tokens\":[\"" + issued.token() + "\"]}")
                        .expectStatus(202);
            case DELETED -> admin.delete(path).expectStatus(204);
            case REGENERATED -> admin.post(path + "/regenerate").expectStatus(200);
            case IN_OVERLAP ->
                admin.post(path + "/regenerate", "{\"overlapSeconds\":3600}").expectStatus(200);
            case FORGED -> {
                return new IssuedToken(issued.id(), TamperedTokens.tokenValue(issued.id()));
            }
            default -> {}
        }
        return issued;
    }

    private static String user(boolean enabled) {
        return TestJson.format(
                "{'firstName':'A','lastName':'B','enabled':%s,'scopes':%s}",
                enabled, toJsonArray(Role.EVERYTHING.scopes));
    }

    private static String toJsonArray(Set<String> scopes) {
        return "['" + String.join("','", scopes) + "']";
    }
}
