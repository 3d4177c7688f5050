package dev.tokenry.functions.projects;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.http.PageKeyCodec;
import dev.tokenry.model.Project;
import dev.tokenry.model.Token;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListProjectsHandlerTest implements StoreContract {

    private final TestStack stack = new TestStack();
    private final ListProjectsHandler handler = new ListProjectsHandler(stack.wiring());
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("projects.read", "projects.write", "TenantTokenManagement")
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
        return TestEvent.load("projects-list").calledBy(admin);
    }

    private TestEvent all() {
        return request().set("queryStringParameters", null).set("multiValueQueryStringParameters", null);
    }

    @Test
    void projects_are_listed_by_name() {
        stack.projects().insert(new Project("beta", "0011", "Beta Ørsted", TestStack.NOW, 1), false, STAMP);
        stack.projects().put("alpha");
        stack.projects().put("gone");
        stack.projects().delete(stack.projects().find("gone").orElseThrow(), STAMP);

        assertThat(call(all()).body())
                .isEqualTo("{\"pageSize\":200,\"nextPageKey\":null,\"projects\":[{\"name\":\"alpha\"},"
                        + "{\"name\":\"beta\",\"displayName\":\"Beta Ørsted\","
                        + "\"lastUploadDate\":\"2026-03-18T10:37:42.518Z\"}]}");
    }

    @Test
    void damaged_project_is_listed_by_its_name_and_blocks_no_other() {
        stack.projects().put("alpha");
        stack.projects().put("beta");
        stack.projects().damage("beta");

        assertThat(call(all()).json().get("projects"))
                .hasToString("[{\"name\":\"alpha\"},{\"name\":\"beta\",\"damaged\":true}]");
    }

    @ParameterizedTest
    @CsvSource({"al, alpha", "PH, alpha", "ørst, beta", "a, alpha beta gamma", "unknown, ''"})
    void text_is_found_in_names_and_display_names(String text, String expected) {
        stack.projects().insert(new Project("beta", "0011", "B. Ørsted", null, 1), false, STAMP);
        stack.projects().put("alpha");
        stack.projects().put("gamma");

        assertThat(String.join(" ", names(call(all().query("text", text))))).isEqualTo(expected);
    }

    @Test
    void caller_sees_all_projects_or_its_own() {
        stack.projects().put("alpha");
        stack.projects().put("beta");

        assertThat(names(call(all().calledBy(stack.token().project("beta").store()))))
                .containsExactly("beta");
        assertThat(names(call(all().calledBy(stack.token()
                        .project("gamma")
                        .scopes("TenantTokenManagement")
                        .store()))))
                .isEmpty();
        assertThat(names(call(all().calledBy(stack.token()
                        .scopes("projects.read", "projects.write")
                        .store()))))
                .isEmpty();
        assertRejected(
                all().calledBy(stack.token()
                        .scopes("TenantTokenManagement", "projects.write")
                        .store()),
                403,
                "Token is missing required scope. Use one of: projects.read (Read projects)");
    }

    @Test
    void pages_follow_each_other_and_their_keys_belong_to_the_caller() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            stack.projects().put(name);
        }
        List<String> listed = new ArrayList<>();
        TestResponse page = call(all().query("pageSize", "2"));
        listed.addAll(names(page));
        String key = page.json().get("nextPageKey").textValue();
        while (!page.json().get("nextPageKey").isNull()) {
            page = call(
                    all().query("nextPageKey", page.json().get("nextPageKey").textValue()));
            listed.addAll(names(page));
        }
        assertThat(listed).containsExactly("a", "b", "c", "d", "e");

        Token other = stack.token().scopes("projects.read").store();
        for (TestEvent event : List.of(
                all().calledBy(other).query("nextPageKey", key),
                all().query("nextPageKey", PageKeyCodec.encode("users", admin.id(), List.of("2", "b", "b", ""))),
                all().query("nextPageKey", PageKeyCodec.encode("projects", admin.id(), List.of("2", "b", "B", ""))))) {
            assertThat(call(event).violationReasons()).containsExactly("nextPageKey page-key");
        }
    }

    private static List<String> names(TestResponse response) {
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        response.json()
                .get("projects")
                .forEach(project -> names.add(project.get("name").textValue()));
        return names;
    }
}
