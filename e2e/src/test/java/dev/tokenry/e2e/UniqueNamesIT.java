package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.local.LocalTokenry;
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

    private LocalTokenry stack;
    private ApiClient admin;

    @BeforeAll
    void start(@TempDir Path data) {
        stack = LocalTokenry.start(
                new StackOptions(TestStack.TEMPLATE, data, 0, true, Map.of("UniqueTokenNames", "true")));
        admin = new ApiClient(
                stack.baseUrl(), stack.bootstrapToken().orElseThrow().reveal().orElseThrow());
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void a_duplicate_name_is_rejected_with_the_existing_token_id() {
        IssuedToken first = create("ci", "anna");

        admin.post(TOKENS, body("ci", "anna")).expectError(409, nameExistsMessage("ci", first));
        create("ci", "bert");
    }

    @Test
    void a_rename_to_an_existing_name_is_rejected() {
        IssuedToken first = create("nightly", "anna");
        IssuedToken second = create("weekly", "anna");

        admin.put(path(second), TestJson.format("{'name':'nightly'}"))
                .expectError(409, nameExistsMessage("nightly", first));
        assertThat(admin.get(path(second)).string("name")).isEqualTo("weekly");
        admin.put(path(second), TestJson.format("{'name':'weekly','enabled':false}"))
                .expectStatus(204);
    }

    @Test
    void a_name_is_available_after_its_token_is_renamed_or_deleted() {
        IssuedToken first = create("one", "anna");
        admin.put(path(first), TestJson.format("{'name':'two'}")).expectStatus(204);
        IssuedToken second = create("one", "anna");
        admin.post(TOKENS, body("two", "anna")).expectError(409, nameExistsMessage("two", first));

        admin.delete(path(first)).expectStatus(204);
        admin.delete(path(second)).expectStatus(204);
        create("one", "anna");
        create("two", "anna");
    }

    @Test
    void concurrent_requests_with_one_name_create_one_token() throws Exception {
        ConcurrentClients.warmUp(() -> admin.post(TOKENS, body("raced" + Math.random(), "anna")));

        List<ApiReply> replies = ConcurrentClients.runConcurrently(() -> admin.post(TOKENS, body("raced", "anna")));

        assertThat(replies).extracting(ApiReply::status).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(admin.get(TOKENS + "?pageSize=1000").json().findValuesAsText("name"))
                .containsOnlyOnce("raced");
    }

    private IssuedToken create(String name, String owner) {
        return IssuedToken.from(admin.post(TOKENS, body(name, owner)).expectStatus(201));
    }

    private static String body(String name, String owner) {
        return TestJson.format("{'name':'%s','owner':'%s','scopes':['metrics.read']}", name, owner);
    }

    private static String path(IssuedToken issued) {
        return TOKENS + "/" + issued.id();
    }

    private static String nameExistsMessage(String name, IssuedToken tokenClient) {
        return "A token named \"" + name + "\" already exists for this owner (" + tokenClient.id()
                + "). Choose a different name.";
    }
}
