package dev.tokenry.functions.events;

import static dev.tokenry.functions.events.TestEvents.ids;
import static dev.tokenry.functions.events.TestEvents.ofToken;
import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.audit.AuditAction.Verb;
import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.TokenBuilder;
import dev.tokenry.functions.TokenPathContract;
import dev.tokenry.functions.http.PageKeyCodec;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListTokenEventsHandlerTest implements TokenPathContract {

    private final TestStack stack = new TestStack();
    private final ListTokenEventsHandler handler = new ListTokenEventsHandler(stack.wiring());
    private final Token caller = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .owner("jane")
            .scopes("apiTokens.read")
            .store();
    private final Token token = stack.token()
            .tokenValue(TestStack.OTHER_TOKEN)
            .name("ci")
            .owner("jane")
            .project("web")
            .store();

    @BeforeEach
    void store_events() {
        stack.auditEvents().put(ofToken("e1", 30, Verb.CREATED, token));
        stack.auditEvents().put(ofToken("e2", 20, Verb.DISABLED, token));
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
        return TestEvent.load("token-events").calledBy(caller);
    }

    @Override
    public Token invisibleToken() {
        Token invisible = stack.token().owner("joe").store();
        stack.auditEvents().put(ofToken("e9", 5, Verb.CREATED, invisible));
        return invisible;
    }

    private TestEvent all() {
        return request().set("queryStringParameters", null).set("multiValueQueryStringParameters", null);
    }

    @Test
    void events_of_the_token_come_newest_first_as_they_were_recorded() {
        Token other = stack.token().owner("jane").store();
        stack.auditEvents().put(ofToken("e3", 10, Verb.UPDATED, other));

        TestResponse response = call(all());

        assertThat(ids(response)).containsExactly("e2", "e1");
        assertThat(response.body())
                .startsWith("{\"pageSize\":200,\"nextPageKey\":null,\"events\":[{\"schemaVersion\":1,\"id\":\"e2\","
                        + "\"time\":\"2026-03-18T10:17:42.518Z\",\"type\":\"Token Disabled\","
                        + "\"action\":\"token.disabled\",\"operation\":\"patchToken\","
                        + "\"actor\":{\"kind\":\"token\",\"tokenId\":\"tk0c01.ADMIN7VOLKGGDXNGK2WJ5GZ4\","
                        + "\"owner\":\"admin\",\"secret\":\"current\",\"sourceIp\":\"203.0.113.7\","
                        + "\"userAgent\":\"curl/8.5.0\"},"
                        + "\"target\":{\"kind\":\"token\",\"id\":\""
                        + token.id().value()
                        + "\",\"name\":\"ci\",\"owner\":\"jane\",\"project\":\"web\"},"
                        + "\"changes\":[{\"field\":\"enabled\",\"from\":true,\"to\":false}],"
                        + "\"requestId\":\"request-1\",\"environment\":\"default\",\"version\":3}");
    }

    @Test
    void token_without_events_has_an_empty_history() {
        Token quiet = stack.token().owner("jane").store();

        assertThat(call(all().path("id", quiet.id().value())).body())
                .isEqualTo("{\"pageSize\":200,\"nextPageKey\":null,\"events\":[]}");
    }

    @Test
    void token_reads_its_own_history_without_any_scope() {
        Token self = stack.token().owner("blocked").store();
        stack.users().put("blocked", true, false);
        stack.auditEvents().put(ofToken("e5", 3, Verb.CREATED, self));

        assertThat(ids(call(all().calledBy(self).path("id", self.id().value()))))
                .containsExactly("e5");
        assertError(
                call(all().calledBy(self)),
                403,
                "Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
    }

    @Test
    void user_that_may_not_manage_tokens_reads_no_history_of_others() {
        stack.users().put("jane", true, false);

        assertRejected(all(), 403, "Token management is not allowed for this user");
        delete();
        assertRejected(all(), 403, "Token management is not allowed for this user");
    }

    /** A caller that sees the token sees its events, before and after it is deleted. */
    @ParameterizedTest
    @CsvSource({
        "jane,  ,     apiTokens.read,                       true",
        "JANE,  ,     apiTokens.read,                       true",
        "jane,  web,  apiTokens.read,                       true",
        "jane,  app,  apiTokens.read,                       false",
        "joe,   ,     apiTokens.read,                       false",
        "joe,   web,  apiTokens.read,                       false",
        "joe,   web,  apiTokens.read TenantTokenManagement, true",
        "joe,   app,  apiTokens.read TenantTokenManagement, false",
        "joe,   ,     apiTokens.read TenantTokenManagement, true",
        "joe,   ,     apiTokens.read audit.read,            false"
    })
    void history_is_visible_to_callers_that_see_the_token(
            String owner, String project, String scopes, boolean visible) {
        TokenBuilder builder = stack.token().owner(owner).scopes(scopes.split(" "));
        Token reader = (project == null ? builder : builder.project(project)).store();
        int status = visible ? 200 : 404;

        assertThat(call(all().calledBy(reader)).status()).isEqualTo(status);
        delete();
        assertThat(call(all().calledBy(reader)).status()).isEqualTo(status);
    }

    @Test
    void deletion_tells_the_owner_also_after_the_purge() {
        delete();
        stack.auditEvents()
                .put(TestEvents.of(
                        "e4",
                        1,
                        Verb.PURGED,
                        AuditTarget.of(Kind.TOKEN, token.id().value())));

        assertThat(ids(call(all()))).containsExactly("e4", "e3", "e2", "e1");
    }

    @Test
    void events_without_an_owner_are_visible_to_no_caller() {
        TokenId unknown = TokenId.parse(UNKNOWN_ID).orElseThrow();
        stack.auditEvents().put(TestEvents.of("e4", 1, Verb.PURGED, AuditTarget.of(Kind.TOKEN, unknown.value())));

        assertRejected(all().path("id", unknown.value()), 404, "Not found.");
        assertThat(stack.metrics()).singleElement().asString().contains("\"event\":\"denied\",\"status\":404");
    }

    @Test
    void pages_contain_each_event_once() {
        delete();
        for (int size : new int[] {1, 2, 3, 4, 10_000}) {
            assertThat(TestEvents.idsOfPages(
                            call(all().query("pageSize", Integer.toString(size))),
                            key -> call(all().query("nextPageKey", key))))
                    .containsExactly("e3", "e2", "e1");
        }
    }

    @Test
    void page_key_belongs_to_caller_list_and_token() {
        String key = call(all().query("pageSize", "1")).string("nextPageKey");
        Token other = stack.token().owner("jane").scopes("apiTokens.read").store();
        Token secondCaller =
                stack.token().owner("jane").scopes("apiTokens.read").store();

        assertThat(ids(call(all().query("nextPageKey", key)))).containsExactly("e1");
        for (TestEvent event : List.of(
                all().query("nextPageKey", key).path("id", other.id().value()),
                all().query("nextPageKey", key).calledBy(secondCaller),
                all().query("nextPageKey", PageKeyCodec.encode("events", caller.id(), fields(key))),
                all().query("nextPageKey", key + "="))) {
            assertThat(call(event).violationReasons()).containsExactly("nextPageKey page-key");
        }
    }

    private List<String> fields(String key) {
        return PageKeyCodec.decode("tokenEvents", caller.id(), key).orElseThrow();
    }

    @Test
    void event_that_cannot_be_parsed_is_counted_and_blocks_no_other() {
        stack.auditEvents().putDamaged(ofToken("e3", 10, Verb.UPDATED, token));

        assertThat(ids(call(all()))).containsExactly("e2", "e1");
        assertThat(stack.metrics()).singleElement().asString().contains("\"DamagedRecords\":1");
    }

    private void delete() {
        stack.tokens().delete(token, STAMP);
        stack.auditEvents().put(ofToken("e3", 10, Verb.DELETED, token));
    }
}
