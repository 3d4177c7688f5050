package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.local.Stack;
import dev.tokenry.local.StackOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A stack with {@code UniqueTokenNames=true}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UniqueNamesIT {

    private static final String TOKENS = "/v2/apiTokens";

    private Stack stack;
    private Caller admin;

    @BeforeAll
    void start(@TempDir Path data) {
        stack = Stack.start(new StackOptions(TestStack.TEMPLATE, data, 0, true, Map.of("UniqueTokenNames", "true")));
        admin = new Caller(
                stack.baseUrl(), stack.firstToken().orElseThrow().reveal().orElseThrow());
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void a_taken_name_is_refused_and_the_refusal_names_it_and_its_token() {
        Issued first = create("ci", "anna");

        admin.post(TOKENS, body("ci", "anna")).isError(409, taken("ci", first));
        create("ci", "bert");
    }

    @Test
    void a_rename_to_a_taken_name_is_refused() {
        Issued first = create("nightly", "anna");
        Issued second = create("weekly", "anna");

        admin.put(path(second), Json.of("{'name':'nightly'}")).isError(409, taken("nightly", first));
        assertThat(admin.get(path(second)).text("name")).isEqualTo("weekly");
        admin.put(path(second), Json.of("{'name':'weekly','enabled':false}")).is(204);
    }

    @Test
    void a_name_is_free_after_its_token_is_renamed_or_deleted() {
        Issued first = create("one", "anna");
        admin.put(path(first), Json.of("{'name':'two'}")).is(204);
        Issued second = create("one", "anna");
        admin.post(TOKENS, body("two", "anna")).isError(409, taken("two", first));

        admin.delete(path(first)).is(204);
        admin.delete(path(second)).is(204);
        create("one", "anna");
        create("two", "anna");
    }

    @Test
    void of_many_at_once_with_one_name_one_is_made() throws Exception {
        Crowd.warmUp(() -> admin.post(TOKENS, body("raced" + Math.random(), "anna")));

        List<Reply> replies = Crowd.together(() -> admin.post(TOKENS, body("raced", "anna")));

        assertThat(replies).extracting(Reply::status).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(admin.get(TOKENS + "?pageSize=1000").json().findValuesAsText("name"))
                .containsOnlyOnce("raced");
    }

    private Issued create(String name, String owner) {
        return Issued.in(admin.post(TOKENS, body(name, owner)).is(201));
    }

    private static String body(String name, String owner) {
        return Json.of("{'name':'%s','owner':'%s','scopes':['metrics.read']}", name, owner);
    }

    private static String path(Issued issued) {
        return TOKENS + "/" + issued.id();
    }

    private static String taken(String name, Issued holder) {
        return "A token named \"" + name + "\" already exists for this owner (" + holder.id()
                + "). Choose a different name.";
    }
}
