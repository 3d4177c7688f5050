package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What depends on API Gateway and IAM, too: on the shared stack, or with the profile {@code live} on an installation in
 * an account, see {@code docs/deployment.md}. Leaves tombstones of tokens and an idempotency record, which expire.
 */
@ExtendWith(SharedStackExtension.class)
class InstallationIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final String PROJECT = "installation-test";
    private static final String READER =
            "{'name':'installation test','scopes':['metrics.read'],'expirationDate':'now+1d'}";

    private final ApiClient admin;
    private final List<IssuedToken> created = new ArrayList<>();

    InstallationIT(ApiClient admin) {
        this.admin = admin;
    }

    @AfterEach
    void delete_tokens() {
        created.forEach(token ->
                assertThat(admin.delete(TOKENS + "/" + token.id()).status()).isIn(204, 404));
    }

    @Test
    void errors_of_the_gateway_have_the_envelope() {
        assertThat(admin.anonymous().get(TOKENS).expectError(401).header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"tokenry\"");
        admin.withTokenValue("nonsense").get(TOKENS).expectError(401);
        admin.get("/v2/unknown").expectError(404);
        admin.send("PATCH", "/console", "{}").expectError(404);
        // API Gateway does not allow this response to be customized.
        admin.post(TOKENS, " ".repeat(10 * 1024 * 1024 + 1)).expectStatus(413);
    }

    @Test
    void a_denial_names_the_missing_scope() {
        admin.withToken(create(READER))
                .get(TOKENS)
                .expectError(403, "Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
    }

    @Test
    void a_disabled_or_deleted_token_is_rejected_at_once() {
        IssuedToken issued = create(READER);
        String path = TOKENS + "/" + issued.id();
        ApiClient client = admin.withToken(issued);
        assertThat(client.isAuthenticated()).isTrue();

        admin.put(path, TestJson.format("{'enabled':false}")).expectStatus(204);
        assertThat(client.isAuthenticated()).isFalse();
        admin.put(path, TestJson.format("{'enabled':true}")).expectStatus(204);
        assertThat(client.isAuthenticated()).isTrue();
        admin.delete(path).expectStatus(204);
        assertThat(client.isAuthenticated()).isFalse();
    }

    @Test
    void every_operation_on_tokens_is_permitted() {
        IssuedToken issued = IssuedToken.from(Http.send(admin.request(TOKENS)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofString(TestJson.format(READER))))
                .expectStatus(201));
        created.add(issued);
        String path = TOKENS + "/" + issued.id();

        admin.get(TOKENS).expectStatus(200);
        admin.get(path).expectStatus(200);
        admin.put(path, TestJson.format("{'name':'renamed'}")).expectStatus(204);
        admin.send("PATCH", path, TestJson.format("{'description':'changed'}")).expectStatus(200);
        IssuedToken renewed = IssuedToken.from(admin.post(path + "/regenerate").expectStatus(200));
        admin.post(TOKENS + "/lookup", TestJson.format("{'token':'%s'}", renewed.token()))
                .expectStatus(200);
        admin.post(TOKENS + "/bulk", TestJson.format("{'action':'disable','ids':['%s']}", issued.id()))
                .expectStatus(200);
        admin.anonymous()
                .post(TOKENS + "/revoke", TestJson.format("{'tokens':['%s']}", renewed.token()))
                .expectStatus(202);
        assertThat(admin.get(path).string("status")).isEqualTo("leaked");
        admin.get(path + "/events").expectStatus(200);
        admin.delete(path).expectStatus(204);
    }

    @Test
    void every_operation_on_other_resources_is_permitted() {
        String user = "/v2/users/" + UUID.randomUUID();
        admin.put(user, TestJson.format("{'scopes':[]}")).expectStatus(201);
        admin.put(user, TestJson.format("{'scopes':['metrics.read']}")).expectStatus(200);
        admin.get(user).expectStatus(200);
        admin.get("/v2/users").expectStatus(200);
        admin.get(user + "/events").expectStatus(200);
        admin.delete(user).expectStatus(204);
        String project = "/v2/projects/" + UUID.randomUUID();
        admin.put(project, TestJson.format("{'displayName':'Alpha'}")).expectStatus(201);
        admin.get(project).expectStatus(200);
        admin.get("/v2/projects").expectStatus(200);
        admin.delete(project).expectStatus(204);

        admin.get("/v2/events?pageSize=1").expectStatus(200);
        admin.get("/v2/scopes").expectStatus(200);
        admin.anonymous().get("/v2/openapi.json").expectStatus(200);
        admin.withToken(create(
                        "{'name':'installation test','scopes':['snapshots.upload'],'project':'%s','owner':'ci',"
                                + "'expirationDate':'now+1d'}",
                        PROJECT))
                .post(
                        "/v2/projects/" + PROJECT + "/snapshots",
                        TestJson.format("{'contentType':'application/gzip','contentLength':3}"))
                .expectStatus(201);
    }

    private IssuedToken create(String template, Object... arguments) {
        IssuedToken issued = admin.create(template, arguments);
        created.add(issued);
        return issued;
    }
}
