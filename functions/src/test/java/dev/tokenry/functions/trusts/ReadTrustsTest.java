package dev.tokenry.functions.trusts;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadTrustsTest implements StoreContract {

    private final TestStack stack = new TestStack();
    private final ListTrustsHandler handler = new ListTrustsHandler(stack.wiring());
    private final Issuer github =
            stack.issuers().put("github", IssuerKind.GITHUB, "https://token.actions.githubusercontent.com");
    private final Issuer people = stack.issuers().put("people", IssuerKind.PEOPLE, "https://login.example.com");
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("trusts.read", "TenantTokenManagement")
            .store();

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
        return TestEvent.load("trusts-list").calledBy(admin);
    }

    private TestEvent all() {
        return request().set("queryStringParameters", null).set("multiValueQueryStringParameters", null);
    }

    private static String names(TestResponse response) {
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return StreamSupport.stream(response.json().path("trusts").spliterator(), false)
                .map(trust -> trust.path("name").asText())
                .collect(Collectors.joining(" "));
    }

    private void putTrusts() {
        stack.trusts().put("web-main", github, "web", "ci");
        stack.trusts().put("web-tags", github, "web", "anna");
        stack.trusts().put("shop-main", github, "shop", "ci");
        stack.trusts().putForPeople("console", people);
    }

    @Test
    void trusts_are_listed_by_name_also_those_of_a_project_alone() {
        putTrusts();

        assertThat(names(call(all()))).isEqualTo("console shop-main web-main web-tags");
        assertThat(names(call(request()))).isEqualTo("web-main web-tags");
        assertThat(names(call(all().query("project", "absent")))).isEmpty();
        assertThat(call(all().query("project", "A")).violationReasons()).containsExactly("project pattern");
        assertThat(call(all().query("text", "web")).violationReasons()).containsExactly("text unknown-property");
    }

    @Test
    void pages_keep_the_filter() {
        putTrusts();

        TestResponse first = call(request().query("pageSize", "1"));
        assertThat(names(first)).isEqualTo("web-main");
        TestResponse second = call(all().query("nextPageKey", first.string("nextPageKey")));
        assertThat(names(second)).isEqualTo("web-tags");
        assertThat(second.json().path("nextPageKey").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // owner, project of the caller; visible trusts
        "bob,  web,  web-main web-tags",
        "bob,  shop, shop-main",
        "bob,      , ''",
        "anna,     , web-tags",
        "anna, shop, shop-main",
    })
    void trusts_of_the_own_project_and_owner_are_visible(String owner, String project, String visible) {
        putTrusts();
        Token caller = stack.token()
                .owner(owner)
                .project(project)
                .scopes("trusts.read")
                .store();

        assertThat(names(call(all().calledBy(caller)))).isEqualTo(visible);
        for (String name : "console shop-main web-main web-tags".split(" ")) {
            TestResponse response = stack.call(
                    new GetTrustHandler(stack.wiring()),
                    TestEvent.load("trust-get").path("name", name).calledBy(caller));
            assertThat(response.status()).as(name).isEqualTo(visible.contains(name) ? 200 : 404);
        }
        assertThat(names(call(all().query("project", "web").calledBy(caller))))
                .isEqualTo("shop".equals(project) ? "" : visible);
    }

    @Test
    void damaged_trust_is_listed_for_who_sees_all() {
        putTrusts();
        stack.trusts().damage("web-main");

        assertThat(call(request()).json().path("trusts").get(0))
                .hasToString("{\"name\":\"web-main\",\"damaged\":true}");
        Token bound = stack.token().project("web").scopes("trusts.read").store();
        assertThat(names(call(request().calledBy(bound)))).isEqualTo("web-tags");
    }
}
