package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway that keeps the authorizer's answers promises: revocation after the answer's time, and not before the 2xx. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptAnswersIT {

    private static final long TTL_MILLIS = 2_000;
    private static final String TOKENS = "/v2/apiTokens";

    @TempDir
    private static Path folder;

    private TestStack stack;
    private Caller admin;

    @BeforeAll
    void start() {
        stack = TestStack.start(folder, Map.of("AuthorizerResultTtl", Long.toString(TTL_MILLIS / 1_000)));
        admin = stack.admin();
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void a_token_is_refused_once_its_kept_answer_is_over() throws InterruptedException {
        admin.put("/v2/users/kim", user(true)).is(201);
        Map<String, Issued> tokens = new LinkedHashMap<>();
        for (String why : new String[] {"disabled", "deleted", "regenerated", "narrowed"}) {
            tokens.put(why, admin.create("{'name':'%s','scopes':['users.read','apiTokens.read']}", why));
        }
        tokens.put(
                "owner disabled",
                admin.create("{'name':'p','owner':'kim','personalAccessToken':true,'scopes':['users.read']}"));
        tokens.forEach(
                (why, token) -> stack.holder(token.token()).get("/v2/users").is(200));

        admin.put(TOKENS + "/" + tokens.get("disabled").id(), "{\"enabled\":false}")
                .is(204);
        admin.delete(TOKENS + "/" + tokens.get("deleted").id()).is(204);
        admin.post(TOKENS + "/" + tokens.get("regenerated").id() + "/regenerate")
                .is(200);
        admin.put(TOKENS + "/" + tokens.get("narrowed").id(), "{\"scopes\":[\"apiTokens.read\"]}")
                .is(204);
        admin.put("/v2/users/kim", user(false)).is(200);
        Thread.sleep(TTL_MILLIS + 100);

        tokens.forEach((why, token) -> assertThat(
                        stack.holder(token.token()).get("/v2/users").status())
                .as(why)
                .isEqualTo(why.equals("narrowed") ? 403 : 401));
    }

    @Test
    void two_routes_two_projects_and_two_tokens_each_get_their_own() {
        Issued alpha = admin.create("{'name':'a','project':'alpha','scopes':['snapshots.upload','apiTokens.read']}");
        Issued beta = admin.create("{'name':'b','project':'beta','scopes':['snapshots.upload']}");
        String body = Json.of("{'contentType':'text/plain','contentLength':1}");
        for (int i = 0; i < 2; i++) {
            stack.holder(alpha.token())
                    .post("/v2/projects/alpha/snapshots", body)
                    .is(201);
            stack.holder(alpha.token())
                    .post("/v2/projects/beta/snapshots", body)
                    .is(403);
            stack.holder(beta.token())
                    .post("/v2/projects/alpha/snapshots", body)
                    .is(403);
            stack.holder(beta.token()).post("/v2/projects/beta/snapshots", body).is(201);
            stack.holder(alpha.token()).get(TOKENS).is(200);
            stack.holder(beta.token()).get(TOKENS).is(403);
            stack.holder(beta.token()).get("/v2/scopes").is(200);
            stack.holder(alpha.token()).post(TOKENS, body).is(403);
        }
    }

    @Test
    void a_kept_answer_is_given_without_asking_the_authorizer() {
        Issued token = admin.create("{'name':'n','scopes':['apiTokens.read']}");
        stack.holder(token.token()).get("/v2/scopes").is(200);

        // That it still gets in is what the time of kept answers costs.
        admin.delete(TOKENS + "/" + token.id()).is(204);
        stack.holder(token.token()).get("/v2/scopes").is(200);
    }

    private static String user(boolean enabled) {
        return Json.of("{'firstName':'K','lastName':'M','enabled':%s,'scopes':['users.read']}", enabled);
    }
}
