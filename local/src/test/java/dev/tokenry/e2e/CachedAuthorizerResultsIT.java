package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Caching of authorizer results: a change to a token takes effect at the latest when the cached result expires. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CachedAuthorizerResultsIT {

    private static final long TTL_MILLIS = 2_000;
    private static final String TOKENS = "/v2/apiTokens";

    @TempDir
    private static Path directory;

    private TestStack stack;
    private ApiClient admin;

    @BeforeAll
    void start() {
        stack = TestStack.start(directory, Map.of("AuthorizerResultTtl", Long.toString(TTL_MILLIS / 1_000)));
        admin = stack.admin();
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void a_token_is_rejected_after_its_cached_result_expires() throws InterruptedException {
        admin.put("/v2/users/kim", user(true)).expectStatus(201);
        Map<String, IssuedToken> tokens = new LinkedHashMap<>();
        for (String description : new String[] {"disabled", "deleted", "regenerated", "narrowed"}) {
            tokens.put(description, admin.create("{'name':'%s','scopes':['users.read','apiTokens.read']}", description));
        }
        tokens.put(
                "owner disabled",
                admin.create("{'name':'p','owner':'kim','personalAccessToken':true,'scopes':['users.read']}"));
        tokens.forEach(
                (description, token) -> stack.clientWithToken(token.token()).get("/v2/users").expectStatus(200));

        admin.put(TOKENS + "/" + tokens.get("disabled").id(), "{\"enabled\":false}")
                .expectStatus(204);
        admin.delete(TOKENS + "/" + tokens.get("deleted").id()).expectStatus(204);
        admin.post(TOKENS + "/" + tokens.get("regenerated").id() + "/regenerate")
                .expectStatus(200);
        admin.put(TOKENS + "/" + tokens.get("narrowed").id(), "{\"scopes\":[\"apiTokens.read\"]}")
                .expectStatus(204);
        admin.put("/v2/users/kim", user(false)).expectStatus(200);
        Thread.sleep(TTL_MILLIS + 100);

        tokens.forEach((description, token) -> assertThat(
                        stack.clientWithToken(token.token()).get("/v2/users").status())
                .as(description)
                .isEqualTo(description.equals("narrowed") ? 403 : 401));
    }

    @Test
    void cached_results_are_separate_for_routes_projects_and_tokens() {
        IssuedToken alpha = admin.create("{'name':'a','project':'alpha','scopes':['snapshots.upload','apiTokens.read']}");
        IssuedToken beta = admin.create("{'name':'b','project':'beta','scopes':['snapshots.upload']}");
        String body = Json.format("{'contentType':'text/plain','contentLength':1}");
        for (int i = 0; i < 2; i++) {
            stack.clientWithToken(alpha.token())
                    .post("/v2/projects/alpha/snapshots", body)
                    .expectStatus(201);
            stack.clientWithToken(alpha.token())
                    .post("/v2/projects/beta/snapshots", body)
                    .expectStatus(403);
            stack.clientWithToken(beta.token())
                    .post("/v2/projects/alpha/snapshots", body)
                    .expectStatus(403);
            stack.clientWithToken(beta.token()).post("/v2/projects/beta/snapshots", body).expectStatus(201);
            stack.clientWithToken(alpha.token()).get(TOKENS).expectStatus(200);
            stack.clientWithToken(beta.token()).get(TOKENS).expectStatus(403);
            stack.clientWithToken(beta.token()).get("/v2/scopes").expectStatus(200);
            stack.clientWithToken(alpha.token()).post(TOKENS, body).expectStatus(403);
        }
    }

    @Test
    void a_cached_result_is_used_without_invoking_the_authorizer() {
        IssuedToken token = admin.create("{'name':'n','scopes':['apiTokens.read']}");
        stack.clientWithToken(token.token()).get("/v2/scopes").expectStatus(200);

        // A deleted token is still accepted until its cached result expires.
        admin.delete(TOKENS + "/" + token.id()).expectStatus(204);
        stack.clientWithToken(token.token()).get("/v2/scopes").expectStatus(200);
    }

    private static String user(boolean enabled) {
        return Json.format("{'firstName':'K','lastName':'M','enabled':%s,'scopes':['users.read']}", enabled);
    }
}
