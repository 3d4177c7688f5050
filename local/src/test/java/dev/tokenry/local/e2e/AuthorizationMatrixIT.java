package dev.tokenry.local.e2e;

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
 * Every kind of caller at every route, before a gateway that asks each time and before one that keeps answers. Each
 * token is used on all routes, so that a kept answer for one is given for the others.
 */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizationMatrixIT {

    private static final String KEPT_ANSWERS_REFUSAL =
            "Token is missing a required scope or is not bound to this project.";
    private static final List<String> REFUSALS =
            List.of("Token is missing required scope. Use ", "Token is not bound to this project.");

    /** What the API's operations ask for, as the specification of the API has it; empty is any token. */
    private enum Route {
        CREATE("POST", "/v2/apiTokens", "apiTokens.write"),
        LIST("GET", "/v2/apiTokens?pageSize=1", "apiTokens.read"),
        GET_ITSELF("GET", "/v2/apiTokens/{itself}"),
        REPLACE("PUT", "/v2/apiTokens/{unknown}", "apiTokens.write"),
        PATCH("PATCH", "/v2/apiTokens/{unknown}", "apiTokens.write"),
        DELETE("DELETE", "/v2/apiTokens/{unknown}", "apiTokens.write"),
        REGENERATE("POST", "/v2/apiTokens/{unknown}/regenerate", "apiTokens.write", "apiTokens.rotateSelf"),
        LOOKUP("POST", "/v2/apiTokens/lookup", "apiTokens.read"),
        BULK("POST", "/v2/apiTokens/bulk", "apiTokens.write"),
        SCOPES("GET", "/v2/scopes"),
        LIST_USERS("GET", "/v2/users?pageSize=1", "users.read"),
        GET_USER("GET", "/v2/users/nobody", "users.read"),
        PUT_USER("PUT", "/v2/users/nobody", "users.write"),
        DELETE_USER("DELETE", "/v2/users/nobody", "users.write"),
        UPLOAD("POST", "/v2/projects/alpha/snapshots", "snapshots.upload");

        private final String method;
        private final String path;
        private final Set<String> anyOf;

        Route(String method, String path, String... anyOf) {
            this.method = method;
            this.path = path;
            this.anyOf = Set.of(anyOf);
        }

        boolean asksFor(Set<String> scopes) {
            return anyOf.isEmpty() || anyOf.stream().anyMatch(scopes::contains);
        }

        /** Asks for something that changes nothing, if it gets past the authorizer. */
        Reply ask(Caller caller, String id) {
            String path = this.path.replace("{itself}", id).replace("{unknown}", Forged.id());
            return switch (method) {
                case "GET" -> caller.get(path);
                case "DELETE" -> caller.delete(path);
                default -> caller.send(method, path, "[");
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
        MANAGER("TenantTokenManagement"),
        STRANGER("metrics.read"),
        EVERYTHING(
                "apiTokens.read",
                "apiTokens.write",
                "apiTokens.rotateSelf",
                "snapshots.upload",
                "users.read",
                "users.write",
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

    /** What has become of a token; those that are used are right in every other respect. */
    private enum State {
        LIVE,
        IN_OVERLAP,
        PERSONAL,
        DISABLED,
        EXPIRED,
        DELETED,
        REGENERATED_AWAY,
        FORGED,
        OWNER_DISABLED;

        boolean works() {
            return this == LIVE || this == IN_OVERLAP || this == PERSONAL;
        }
    }

    private enum Expected {
        PASSED,
        DENIED,
        UNAUTHENTICATED
    }

    private record Kind(Role role, Project project, State state) {}

    private record Case(Kind kind, Route route, boolean kept) {

        Expected expected() {
            if (!kind.state().works()) {
                return Expected.UNAUTHENTICATED;
            }
            boolean inProject = route != Route.UPLOAD || kind.project() == Project.OWN;
            return inProject && route.asksFor(kind.role().scopes) ? Expected.PASSED : Expected.DENIED;
        }

        @Override
        public String toString() {
            return String.join(
                    " ",
                    kind.role().name(),
                    kind.project().name(),
                    kind.state().name(),
                    route.name(),
                    kept ? "kept" : "asked",
                    expected().name());
        }
    }

    private final TestStack asking;
    private final Map<Boolean, Map<Kind, Issued>> tokens = new LinkedHashMap<>();
    private TestStack keeping;

    @TempDir
    private static Path folder;

    AuthorizationMatrixIT(TestStack asking) {
        this.asking = asking;
    }

    @BeforeAll
    void start() throws InterruptedException {
        keeping = TestStack.start(folder, Map.of("AuthorizerResultTtl", "300"));
        tokens.put(false, tokens(asking.admin()));
        tokens.put(true, tokens(keeping.admin()));
        // What expires does so now; the others go on.
        Thread.sleep(1_100);
    }

    @AfterAll
    void stop() {
        keeping.close();
    }

    static Stream<Kind> kinds() {
        Stream<Kind> roles = Stream.of(Role.values()).map(role -> new Kind(role, Project.NONE, State.LIVE));
        Stream<Kind> uploads = Stream.of(Role.UPLOADER, Role.EVERYTHING)
                .flatMap(role -> Stream.of(Project.OWN, Project.OTHER).map(each -> new Kind(role, each, State.LIVE)));
        Stream<Kind> states = Stream.of(State.values())
                .filter(state -> state != State.LIVE)
                .map(state -> new Kind(Role.EVERYTHING, Project.OWN, state));
        return Stream.of(roles, uploads, states).flatMap(each -> each);
    }

    static Stream<Case> cases() {
        return kinds().flatMap(kind -> Stream.of(Route.values())
                .flatMap(route -> Stream.of(false, true).map(kept -> new Case(kind, route, kept))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_route_opens_to_whom_it_should_and_to_nobody_else(Case each) {
        Issued token = tokens.get(each.kept()).get(each.kind());
        TestStack stack = each.kept() ? keeping : asking;

        Reply reply = each.route().ask(stack.holder(token.token()), token.id());

        switch (each.expected()) {
            case UNAUTHENTICATED -> reply.isError(401, "Missing or invalid API token.");
            case DENIED -> {
                reply.isError(403);
                assertThat(isRefusal(reply, each.kept())).as(reply.body()).isTrue();
            }
            case PASSED -> {
                assertThat(reply.status()).as(reply.body()).isNotEqualTo(401).isLessThan(500);
                assertThat(isRefusal(reply, each.kept())).as(reply.body()).isFalse();
            }
        }
    }

    /** Whether the authorizer refused, and not the function behind the route by a rule of its own. */
    private static boolean isRefusal(Reply reply, boolean kept) {
        String message =
                reply.status() == 403 ? reply.json().at("/error/message").textValue() : "";
        return kept ? message.equals(KEPT_ANSWERS_REFUSAL) : REFUSALS.stream().anyMatch(message::startsWith);
    }

    private static Map<Kind, Issued> tokens(Caller admin) {
        admin.put("/v2/users/matrix-anna", user(true)).is(201);
        admin.put("/v2/users/matrix-bert", user(true)).is(201);
        Map<Kind, Issued> tokens = new LinkedHashMap<>();
        kinds().forEach(kind -> tokens.put(kind, token(kind, admin)));
        admin.put("/v2/users/matrix-bert", user(false)).is(200);
        return tokens;
    }

    private static Issued token(Kind kind, Caller admin) {
        List<String> fields = new ArrayList<>();
        fields.add("'name':'" + kind.role() + "'");
        fields.add("'scopes':" + list(kind.role().scopes));
        if (kind.project().name != null) {
            fields.add("'project':'" + kind.project().name + "'");
        }
        switch (kind.state()) {
            case PERSONAL -> fields.add("'owner':'matrix-anna','personalAccessToken':true");
            case OWNER_DISABLED -> fields.add("'owner':'matrix-bert','personalAccessToken':true");
            case EXPIRED -> fields.add("'expirationDate':" + (System.currentTimeMillis() + 1_000));
            default -> {}
        }
        Issued issued = admin.create("{" + String.join(",", fields) + "}");
        String path = "/v2/apiTokens/" + issued.id();
        switch (kind.state()) {
            case DISABLED -> admin.put(path, "{\"enabled\":false}").is(204);
            case DELETED -> admin.delete(path).is(204);
            case REGENERATED_AWAY -> admin.post(path + "/regenerate").is(200);
            case IN_OVERLAP ->
                admin.post(path + "/regenerate", "{\"overlapSeconds\":3600}").is(200);
            case FORGED -> {
                return new Issued(issued.id(), Forged.token(issued.id()));
            }
            default -> {}
        }
        return issued;
    }

    private static String user(boolean enabled) {
        return Json.of(
                "{'firstName':'A','lastName':'B','enabled':%s,'scopes':%s}", enabled, list(Role.EVERYTHING.scopes));
    }

    private static String list(Set<String> scopes) {
        return "['" + String.join("','", scopes) + "']";
    }
}
