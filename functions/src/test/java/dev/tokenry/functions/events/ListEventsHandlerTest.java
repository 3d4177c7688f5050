package dev.tokenry.functions.events;

import static dev.tokenry.functions.events.TestEvents.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.audit.AuditAction.Verb;
import dev.tokenry.audit.AuditChange;
import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.http.PageKeyCodec;
import dev.tokenry.model.Token;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListEventsHandlerTest implements StoreContract {

    private final TestStack stack = new TestStack();
    private final ListEventsHandler handler = new ListEventsHandler(stack.wiring());
    private final Token auditor = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .owner("auditor")
            .scopes("audit.read")
            .store();
    private final Token token = stack.token()
            .tokenValue(TestStack.OTHER_TOKEN)
            .owner("jane")
            .project("web")
            .store();

    @BeforeEach
    void store_events() {
        stack.auditEvents().put(TestEvents.ofToken("e1", 50, Verb.CREATED, token));
        stack.auditEvents().put(TestEvents.of("e2", 40, Verb.CREATED, AuditTarget.of(Kind.USER, "Mary")));
        stack.auditEvents().put(TestEvents.of("e3", 30, Verb.UPDATED, AuditTarget.of(Kind.PROJECT, "web")));
        stack.auditEvents().put(TestEvents.of("e4", 20, Verb.CREATED, AuditTarget.of(Kind.SCOPE, "orders:read")));
        stack.auditEvents().put(TestEvents.ofToken("e5", 10, Verb.DELETED, token));
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
        return TestEvent.load("events-list").calledBy(auditor);
    }

    private TestEvent all() {
        return request().set("queryStringParameters", null).set("multiValueQueryStringParameters", null);
    }

    @ParameterizedTest
    @CsvSource({
        "from,    2026-03-18T10:07:42.518Z, e5 e4 e3",
        "from,    now-25m,                  e5 e4",
        "to,      2026-03-18T10:07:42.518Z, e3 e2 e1",
        "to,      now-31m,                  e2 e1",
        "action,  token.deleted,            e5",
        "action,  token.leaked,             ''",
        "target,  user:MARY,                e2",
        "target,  scope:Orders:Read,        e4",
        "target,  project:web,              e3",
        "target,  token:tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX, e5 e1",
        "actor,   token:tk0c01.ADMIN7VOLKGGDXNGK2WJ5GZ4, e5 e4 e3 e2 e1",
        "actor,   unknown,                  ''",
        "actor,   iam:bootstrap,            ''",
        "project, web,                      e5 e3 e1",
        "project, app,                      ''"
    })
    void each_parameter_selects_events(String parameter, String value, String expected) {
        assertThat(String.join(" ", ids(call(all().query(parameter, value))))).isEqualTo(expected);
    }

    @Test
    void parameters_apply_together() {
        assertThat(ids(call(all()))).containsExactly("e5", "e4", "e3", "e2", "e1");
        assertThat(ids(call(all().query("project", "web").query("action", "token.created"))))
                .containsExactly("e1");
        assertThat(ids(call(all().query("from", "now-45m").query("to", "now-15m"))))
                .containsExactly("e4", "e3", "e2");
    }

    @ParameterizedTest
    @CsvSource({
        "from,   tomorrow,      malformed-date",
        "from,   now+1d,        inconsistent",
        "to,     1773830262,    malformed-date",
        "action, deleted,       pattern",
        "action, token.deleted!, pattern",
        "target, mary,          unknown-value",
        "target, user,          pattern",
        "target, user:,         pattern",
        "target, users:mary,    unknown-value",
        "actor,  admin,         unknown-value",
        "actor,  token,         pattern",
        "project, No,           pattern",
        "pageSize, 0,           out-of-range",
        "actions, token.deleted, unknown-property"
    })
    void invalid_parameter_is_rejected(String parameter, String value, String reason) {
        TestResponse response = assertInvalid(all().query(parameter, value), parameter + " QUERY");

        assertThat(response.violationReasons()).containsExactly(parameter + " " + reason);
    }

    @Test
    void from_after_to_is_rejected() {
        assertInvalid(all().query("from", "now-1h").query("to", "now-2h"), "from QUERY");
    }

    @Test
    void bound_caller_sees_its_project_alone() {
        Token bound = stack.token()
                .project("web")
                .scopes("audit.read", "TenantTokenManagement")
                .store();
        Token other = stack.token().project("app").scopes("audit.read").store();

        assertThat(ids(call(all().calledBy(bound)))).containsExactly("e5", "e3", "e1");
        assertThat(ids(call(all().calledBy(bound).query("project", "web")))).containsExactly("e5", "e3", "e1");
        assertThat(ids(call(all().calledBy(bound).query("project", "app")))).isEmpty();
        assertThat(ids(call(all().calledBy(bound).query("target", "user:mary"))))
                .isEmpty();
        assertThat(ids(call(all().calledBy(other)))).isEmpty();
        assertThat(ids(call(all().calledBy(other)
                        .query(
                                "target",
                                "token:"
                                        + TestStack.OTHER_TOKEN.substring(0, TestStack.OTHER_TOKEN.lastIndexOf('.'))))))
                .isEmpty();
    }

    @Test
    void scope_for_all_tokens_is_not_enough() {
        Token manager =
                stack.token().scopes("apiTokens.read", "TenantTokenManagement").store();

        assertRejected(
                all().calledBy(manager),
                403,
                "Token is missing required scope. Use one of: audit.read (Read audit events)");
    }

    @Test
    void pages_keep_the_query_and_contain_each_event_once() {
        for (int size : new int[] {1, 2, 3, 5, 10_000}) {
            assertThat(TestEvents.idsOfPages(
                            call(all().query("pageSize", Integer.toString(size))
                                    .query("project", "web")
                                    .query("from", "now-55m")
                                    .query("to", "now-5m")),
                            key -> call(all().query("nextPageKey", key))))
                    .containsExactly("e5", "e3", "e1");
        }
    }

    @Test
    void page_key_gives_no_rights() {
        String key = call(all().query("pageSize", "1")).string("nextPageKey");
        List<String> fields = PageKeyCodec.decode("events", auditor.id(), key).orElseThrow();
        Token bound = stack.token().project("app").scopes("audit.read").store();

        assertThat(call(all().calledBy(bound).query("nextPageKey", key)).violationReasons())
                .containsExactly("nextPageKey page-key");
        assertThat(ids(call(
                        all().calledBy(bound).query("nextPageKey", PageKeyCodec.encode("events", bound.id(), fields)))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0, 010",
        "0, 10001",
        "0, x",
        "1, ''",
        "1, 177383026251",
        "1, x773830262518#e",
        "2, ''",
        "7, -1",
        "7, 1e3",
        "8, 1234567890123456",
    })
    void forged_page_key_is_rejected(int field, String value) {
        String key = call(all().query("pageSize", "1")).string("nextPageKey");
        List<String> fields =
                new ArrayList<>(PageKeyCodec.decode("events", auditor.id(), key).orElseThrow());
        fields.set(field, value);

        assertThat(call(all().query("nextPageKey", PageKeyCodec.encode("events", auditor.id(), fields)))
                        .violationReasons())
                .containsExactly("nextPageKey page-key");
    }

    @Test
    void event_that_cannot_be_parsed_is_counted_and_blocks_no_other() {
        stack.auditEvents().putDamaged(TestEvents.ofToken("e6", 1, Verb.UPDATED, token));

        assertThat(ids(call(all().query("pageSize", "2")))).containsExactly("e5");
        assertThat(stack.metrics()).singleElement().asString().contains("\"DamagedRecords\":1");
    }

    @Test
    void response_stops_with_a_page_key_before_the_limit_of_lambda() {
        for (int i = 0; i < 60; i++) {
            stack.auditEvents()
                    .put(TestEvents.of(
                            "large%02d".formatted(i),
                            5,
                            Verb.CREATED,
                            AuditTarget.of(Kind.RULES, "a1b2c3d4e5"),
                            new AuditChange.Elements("rules", List.of("x".repeat(100_000)), List.of())));
        }

        TestResponse first = call(all());

        assertThat(first.body().length()).isBetween(5_200_000, 5_500_000);
        assertThat(TestEvents.idsOfPages(first, key -> call(all().query("nextPageKey", key))))
                .hasSize(65)
                .doesNotHaveDuplicates();
    }
}
