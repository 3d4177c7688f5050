package dev.tokenry.functions.events;

import static dev.tokenry.functions.events.TestEvents.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.audit.AuditAction;
import dev.tokenry.audit.AuditAction.Verb;
import dev.tokenry.audit.AuditActor;
import dev.tokenry.audit.AuditChange;
import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListUserEventsHandlerTest implements StoreContract {

    private final TestStack stack = new TestStack();
    private final ListUserEventsHandler handler = new ListUserEventsHandler(stack.wiring());
    private final Token reader = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("users.read")
            .store();

    @BeforeEach
    void store_events() {
        put("e1", 30, Verb.CREATED, "Mary");
        put("e2", 20, Verb.DISABLED, "Mary");
        put("e3", 10, Verb.CREATED, "john");
    }

    private void put(String id, int minutesAgo, Verb verb, String user) {
        stack.auditEvents().put(TestEvents.of(id, minutesAgo, verb, AuditTarget.of(Kind.USER, user)));
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
        return TestEvent.load("user-events").calledBy(reader);
    }

    private TestEvent all() {
        return request().set("queryStringParameters", null).set("multiValueQueryStringParameters", null);
    }

    @Test
    void deleted_user_has_a_history_whatever_the_case_of_the_name() {
        assertThat(ids(call(all()))).containsExactly("e2", "e1");
        assertThat(ids(call(all().path("name", "MARY")))).containsExactly("e2", "e1");
        assertThat(ids(call(all().path("name", "m%61ry")))).containsExactly("e2", "e1");
    }

    @Test
    void user_without_events_has_an_empty_history_and_an_unknown_one_is_not_found() {
        stack.users().put("quiet");

        assertThat(ids(call(all().path("name", "quiet")))).isEmpty();
        assertRejected(all().path("name", "unknown"), 404, "Not found.");
        assertRejected(all().path("name", "no name"), 404, "Not found.");
    }

    @Test
    void token_that_is_bound_to_a_project_has_no_access_to_users() {
        Token bound = stack.token()
                .project("web")
                .scopes("users.read", "audit.read", "TenantTokenManagement")
                .store();

        assertRejected(all().calledBy(bound), 403, "A token that is bound to a project cannot access users.");
    }

    @ParameterizedTest
    @CsvSource({
        "MARY,  users.read,                       n1 e2 e1",
        "admin, users.read TenantTokenManagement, n1 e2 e1",
        "joe,   users.read TenantTokenManagement, n1 e2 e1",
        "joe,   users.read audit.read,            e2 e1"
    })
    void notices_are_visible_to_the_user_and_to_those_who_manage_all_tokens(
            String owner, String scopes, String expected) {
        AuditEvent change = TestEvents.of("n1", 5, Verb.UPDATED, AuditTarget.of(Kind.USER, "Mary"));
        stack.auditEvents()
                .put(new AuditEvent(
                        change.id(),
                        change.time(),
                        new AuditAction("Tokens Expiring", "tokens.expiring"),
                        change.operation(),
                        change.actor(),
                        change.target(),
                        change.changes(),
                        change.requestId(),
                        change.environment(),
                        change.version(),
                        change.sequenceNumber()));
        Token caller = stack.token().owner(owner).scopes(scopes.split(" ")).store();

        assertThat(String.join(" ", ids(call(all().calledBy(caller))))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "MARY,  users.read,                       email language identities enabled",
        "admin, users.read TenantTokenManagement, email language identities enabled",
        "joe,   users.read TenantTokenManagement, email language identities enabled",
        "joe,   users.read audit.read,            enabled"
    })
    void changes_of_contact_and_identities_are_visible_to_those_who_see_these(
            String owner, String scopes, String expected) {
        AuditEvent change = TestEvents.of("c1", 5, Verb.DISABLED, AuditTarget.of(Kind.USER, "Mary"));
        stack.auditEvents()
                .put(new AuditEvent(
                        change.id(),
                        change.time(),
                        change.action(),
                        change.operation(),
                        change.actor(),
                        change.target(),
                        List.of(
                                new AuditChange.Omitted("email"),
                                new AuditChange.Value("language", "nl", "ru"),
                                new AuditChange.Omitted("identities"),
                                new AuditChange.Value("enabled", true, false)),
                        change.requestId(),
                        change.environment(),
                        change.version(),
                        change.sequenceNumber()));
        Token caller = stack.token().owner(owner).scopes(scopes.split(" ")).store();

        TestResponse response = call(all().calledBy(caller));

        assertThat(ids(response)).containsExactly("c1", "e2", "e1");
        List<String> fields = new ArrayList<>();
        response.json()
                .at("/events/0/changes")
                .forEach(it -> fields.add(it.path("field").textValue()));
        assertThat(String.join(" ", fields)).isEqualTo(expected);
    }

    /** It is an identity of the user, which the callers do not see either. */
    @ParameterizedTest
    @CsvSource({
        "MARY,  users.read,                       s-1",
        "joe,   users.read TenantTokenManagement, s-1",
        "joe,   users.read audit.read,            ",
    })
    void subject_of_a_first_sign_in_is_visible_to_those_who_see_identities(
            String owner, String scopes, String expected) {
        AuditEvent change = TestEvents.of("c1", 5, Verb.UPDATED, AuditTarget.of(Kind.USER, "Mary"));
        stack.auditEvents()
                .put(new AuditEvent(
                        change.id(),
                        change.time(),
                        change.action(),
                        "exchangeToken",
                        new AuditActor.Exchange("people", "console", "s-1", "203.0.113.7", "Firefox"),
                        change.target(),
                        List.of(new AuditChange.Omitted("identities")),
                        change.requestId(),
                        change.environment(),
                        change.version(),
                        change.sequenceNumber()));
        Token caller = stack.token().owner(owner).scopes(scopes.split(" ")).store();

        TestResponse response = call(all().calledBy(caller));

        assertThat(response.json().at("/events/0/actor/issuer").textValue()).isEqualTo("people");
        assertThat(response.json().at("/events/0/actor/subject").textValue()).isEqualTo(expected);
    }

    @Test
    void pages_contain_each_event_once() {
        put("e4", 5, Verb.DELETED, "mary");

        assertThat(TestEvents.idsOfPages(
                        call(all().query("pageSize", "1")), key -> call(all().query("nextPageKey", key))))
                .containsExactly("e4", "e2", "e1");
        String key = call(all().query("pageSize", "1")).string("nextPageKey");
        assertThat(call(all().path("name", "john").query("nextPageKey", key)).violationReasons())
                .containsExactly("nextPageKey page-key");
    }
}
