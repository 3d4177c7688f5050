package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An attacker with a valid token cannot obtain more than its permissions. */
@ExtendWith(SharedStackExtension.class)
class PrivilegeEscalationIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final ApiClient admin;
    private IssuedToken attacker;
    private ApiClient attackerClient;

    PrivilegeEscalationIT(TestStack stack) {
        admin = stack.admin();
    }

    @BeforeEach
    void createAttacker() {
        attacker = admin.create(
                "{'name':'x','owner':'x','scopes':['apiTokens.read','apiTokens.write','logs.read'],'expirationDate':'now+7d'}");
        attackerClient = admin.withToken(attacker);
    }

    @Test
    void tokens_of_other_owners_return_the_same_404_as_unknown_tokens() {
        IssuedToken victim = admin.create("{'name':'victim','owner':'y','scopes':['logs.read']}");
        IssuedToken sameProject = admin.create("{'name':'v','owner':'y','project':'alpha','scopes':['logs.read']}");
        String adminId = String.valueOf(admin.token()).substring(0, 31);
        String unknown = TamperedTokens.id();

        for (String id : List.of(victim.id(), sameProject.id(), adminId)) {
            for (String body : List.of(
                    "{}",
                    TestJson.format("{'enabled':false}"),
                    TestJson.format("{'owner':'x'}"),
                    TestJson.format("{'scopes':['DataExport']}"))) {
                assertThat(attackerClient
                                .put(TOKENS + "/" + id, body)
                                .expectError(404)
                                .comparableText())
                        .isEqualTo(
                                attackerClient.put(TOKENS + "/" + unknown, body).comparableText());
            }
            assertThat(attackerClient.get(TOKENS + "/" + id).expectError(404).comparableText())
                    .isEqualTo(attackerClient.get(TOKENS + "/" + unknown).comparableText());
            assertThat(attackerClient.delete(TOKENS + "/" + id).expectError(404).comparableText())
                    .isEqualTo(attackerClient.delete(TOKENS + "/" + unknown).comparableText());
            assertThat(attackerClient
                            .post(TOKENS + "/" + id + "/regenerate")
                            .expectError(404)
                            .comparableText())
                    .isEqualTo(attackerClient
                            .post(TOKENS + "/" + unknown + "/regenerate")
                            .comparableText());
            assertThat(attackerClient.get(TOKENS + "?pageSize=10000").body()).doesNotContain(id);
        }
        assertThat(admin.withToken(victim).isAuthenticated()).isTrue();
    }

    @Test
    void a_list_and_its_count_contain_only_the_owners_tokens() {
        JsonNode list =
                attackerClient.get(TOKENS + "?pageSize=1000").expectStatus(200).json();

        assertThat(list.get("apiTokens"))
                .extracting(each -> each.get("owner").textValue())
                .containsOnly("x");
        assertThat(list.get("totalCount").intValue())
                .isEqualTo(list.get("apiTokens").size());
    }

    @Test
    void it_can_grant_only_its_own_scopes() {
        String end = attackerClient.get(TOKENS + "/" + attacker.id()).string("expirationDate");
        for (String scope : List.of(
                "metrics.read", "TenantTokenManagement", "users.write", "snapshots.upload", "apiTokens.rotateSelf")) {
            attackerClient
                    .post(
                            TOKENS,
                            TestJson.format(
                                    "{'name':'n','scopes':['logs.read','%s'],'expirationDate':'%s'}", scope, end))
                    .expectError(403, "Token cannot grant scopes that it does not hold: " + scope);
        }

        IssuedToken child = attackerClient.create("{'name':'child','scopes':['logs.read'],'expirationDate':'%s'}", end);
        attackerClient
                .put(TOKENS + "/" + child.id(), TestJson.format("{'scopes':['logs.read','metrics.read']}"))
                .expectError(403);
        attackerClient
                .put(TOKENS + "/" + child.id(), TestJson.format("{'scopes':['logs.read','apiTokens.read']}"))
                .expectStatus(204);
        attackerClient
                .put(TOKENS + "/" + attacker.id(), TestJson.format("{'scopes':['logs.read','TenantTokenManagement']}"))
                .expectError(403);
        attackerClient
                .post(
                        TOKENS,
                        TestJson.format("{'name':'n','owner':'y','scopes':['logs.read'],'expirationDate':'%s'}", end))
                .expectError(403);
    }

    @Test
    void it_cannot_take_over_a_token_with_more_scopes() {
        IssuedToken stronger = admin.create(
                "{'name':'strong','owner':'x','scopes':['logs.read','DataExport'],'expirationDate':'now+1d'}");
        String path = TOKENS + "/" + stronger.id();

        attackerClient.post(path + "/regenerate").expectError(403);
        assertThat(admin.withToken(stronger).isAuthenticated()).isTrue();

        attackerClient.put(path, TestJson.format("{'enabled':false}")).expectStatus(204);
        attackerClient.put(path, TestJson.format("{'enabled':true}")).expectError(403);
        assertThat(admin.withToken(stronger).isAuthenticated()).isFalse();
        attackerClient.post(path + "/regenerate").expectError(403);
        attackerClient
                .put(path, TestJson.format("{'enabled':true,'scopes':['logs.read','metrics.read']}"))
                .expectError(403);
        // The result of the whole change decides, and the attacker could create it.
        attackerClient
                .put(path, TestJson.format("{'enabled':true,'scopes':['logs.read']}"))
                .expectStatus(204);
        assertThat(admin.withToken(stronger).isAuthenticated()).isTrue();
        attackerClient
                .put(path, TestJson.format("{'scopes':['logs.read','DataExport']}"))
                .expectError(403);
    }

    @Test
    void it_cannot_take_over_a_token_that_expires_later() {
        IssuedToken unlimited = admin.create("{'name':'unlimited','owner':'x','scopes':['logs.read']}");
        String path = TOKENS + "/" + unlimited.id();

        attackerClient.post(path + "/regenerate").expectError(403);
        attackerClient.put(path, TestJson.format("{'enabled':false}")).expectStatus(204);
        attackerClient.put(path, TestJson.format("{'enabled':true}")).expectError(403);
        assertThat(admin.withToken(unlimited).isAuthenticated()).isFalse();
        attackerClient
                .send("PATCH", path, TestJson.format("{'enabled':true,'expirationDate':'now+1d'}"))
                .expectStatus(200);
        assertThat(admin.withToken(unlimited).isAuthenticated()).isTrue();
    }

    @Test
    void it_cannot_create_a_token_that_expires_later() {
        Instant end =
                Instant.parse(attackerClient.get(TOKENS + "/" + attacker.id()).string("expirationDate"));

        for (String later :
                List.of("'now+8d'", "'9999-12-31T23:59:59Z'", Long.toString(end.toEpochMilli() + 1), "null")) {
            attackerClient
                    .post(TOKENS, TestJson.format("{'name':'n','scopes':['logs.read'],'expirationDate':%s}", later))
                    .expectError(403);
        }
        attackerClient
                .post(TOKENS, TestJson.format("{'name':'n','scopes':['logs.read']}"))
                .expectError(403);
        attackerClient.create("{'name':'n','scopes':['logs.read'],'expirationDate':%d}", end.toEpochMilli());
        attackerClient.create(
                "{'name':'n','scopes':['logs.read'],'expirationDate':'%s'}", end.minus(Duration.ofDays(1)));
        attackerClient
                .put(TOKENS + "/" + attacker.id(), TestJson.format("{'expirationDate':'%s'}", end.plusMillis(1)))
                .expectViolations("PAYLOAD_BODY", "expirationDate");
        // A relative date cannot be compared with the stored one, so that PUT ignores it.
        attackerClient
                .put(TOKENS + "/" + attacker.id(), TestJson.format("{'expirationDate':'now+30d'}"))
                .expectStatus(204);
        attackerClient
                .send("PATCH", TOKENS + "/" + attacker.id(), TestJson.format("{'expirationDate':'now+30d'}"))
                .expectError(403);
        assertThat(attackerClient.get(TOKENS + "/" + attacker.id()).string("expirationDate"))
                .isEqualTo(end.toString());
    }

    @Test
    void it_cannot_prevent_its_own_revocation() {
        admin.put(TOKENS + "/" + attacker.id(), TestJson.format("{'scopes':['logs.read']}"))
                .expectStatus(204);
        attackerClient.get(TOKENS).expectError(403);
        attackerClient
                .post(TOKENS, TestJson.format("{'name':'n','scopes':['logs.read'],'expirationDate':'now+1h'}"))
                .expectError(403);
        admin.put(TOKENS + "/" + attacker.id(), TestJson.format("{'enabled':false}"))
                .expectStatus(204);
        attackerClient
                .put(TOKENS + "/" + attacker.id(), TestJson.format("{'enabled':true}"))
                .expectError(401);
    }

    @Test
    void a_project_administrator_is_limited_to_its_project() {
        IssuedToken bound = admin.create("{'name':'pa','owner':'pa','project':'gamma',"
                + "'scopes':['apiTokens.read','apiTokens.write','snapshots.upload','TenantTokenManagement']}");
        ApiClient projectAdmin = admin.withToken(bound);
        IssuedToken sameProjectToken =
                admin.create("{'name':'in','owner':'z','project':'gamma','scopes':['DataExport']}");
        IssuedToken otherProjectToken =
                admin.create("{'name':'out','owner':'pa','project':'delta','scopes':['logs.read']}");
        IssuedToken unboundToken = admin.create("{'name':'un','owner':'pa','scopes':['logs.read']}");
        String unknown = projectAdmin
                .get(TOKENS + "/" + TamperedTokens.id())
                .expectError(404)
                .comparableText();

        for (IssuedToken invisible : List.of(otherProjectToken, unboundToken)) {
            String path = TOKENS + "/" + invisible.id();
            assertThat(projectAdmin.get(path).comparableText()).isEqualTo(unknown);
            assertThat(projectAdmin.delete(path).comparableText()).isEqualTo(unknown);
            assertThat(projectAdmin
                            .put(path, TestJson.format("{'enabled':false}"))
                            .comparableText())
                    .isEqualTo(unknown);
            assertThat(projectAdmin.post(path + "/regenerate").comparableText()).isEqualTo(unknown);
            assertThat(admin.withToken(invisible).isAuthenticated()).isTrue();
        }
        JsonNode list = projectAdmin.get(TOKENS).expectStatus(200).json();
        assertThat(list.get("totalCount").intValue()).isEqualTo(2);
        assertThat(list.get("apiTokens"))
                .extracting(each -> each.get("id").textValue())
                .containsExactlyInAnyOrder(bound.id(), sameProjectToken.id());

        projectAdmin
                .post(TOKENS, TestJson.format("{'name':'n','project':'delta','scopes':['logs.read']}"))
                .expectError(403);
        projectAdmin
                .post(TOKENS, TestJson.format("{'name':'n','scopes':['DataExport']}"))
                .expectError(403, "Token cannot grant scopes that it does not hold: DataExport");
        projectAdmin.post(TOKENS + "/" + sameProjectToken.id() + "/regenerate").expectError(403);
        IssuedToken child = projectAdmin.create("{'name':'n','owner':'anyone','scopes':['snapshots.upload']}");
        assertThat(projectAdmin.get(TOKENS + "/" + child.id()).string("project"))
                .isEqualTo("gamma");
        projectAdmin
                .put(TOKENS + "/" + child.id(), TestJson.format("{'project':'delta'}"))
                .expectViolations("PAYLOAD_BODY", "project");
        String upload = TestJson.format("{'contentType':'a/b','contentLength':1}");
        admin.withToken(child).post("/v2/projects/gamma/snapshots", upload).expectStatus(201);
        admin.withToken(child).post("/v2/projects/delta/snapshots", upload).expectError(403);
    }

    @Test
    void a_project_bound_token_is_limited_to_its_project() {
        ApiClient bound = admin.withToken(admin.create(
                "{'name':'b','owner':'w','project':'epsilon','scopes':['apiTokens.read','apiTokens.write']}"));
        IssuedToken otherProjectToken = admin.create("{'name':'out','owner':'w','scopes':['apiTokens.read']}");

        bound.get(TOKENS + "/" + otherProjectToken.id()).expectError(404);
        assertThat(bound.get(TOKENS).body()).doesNotContain(otherProjectToken.id());
        IssuedToken child = bound.create("{'name':'n','scopes':['apiTokens.read']}");
        assertThat(bound.get(TOKENS + "/" + child.id()).string("project")).isEqualTo("epsilon");
    }

    @Test
    void a_previous_secret_can_read_but_not_write() {
        IssuedToken child = admin.create("{'name':'child','owner':'x','scopes':['logs.read']}");
        IssuedToken regenerated = IssuedToken.from(
                admin.post(TOKENS + "/" + attacker.id() + "/regenerate", TestJson.format("{'overlapSeconds':600}"))
                        .expectStatus(200));

        assertThat(attackerClient.isAuthenticated()).isTrue();
        attackerClient.get(TOKENS).expectStatus(200);
        attackerClient.get(TOKENS + "/" + child.id()).expectStatus(200);
        attackerClient
                .post(TOKENS, TestJson.format("{'name':'n','scopes':['logs.read'],'expirationDate':'now+1h'}"))
                .expectError(403);
        attackerClient
                .put(TOKENS + "/" + child.id(), TestJson.format("{'name':'n'}"))
                .expectError(403);
        attackerClient
                .put(TOKENS + "/" + attacker.id(), TestJson.format("{'name':'n'}"))
                .expectError(403);
        attackerClient.delete(TOKENS + "/" + child.id()).expectError(403);
        attackerClient.post(TOKENS + "/" + child.id() + "/regenerate").expectError(403);
        attackerClient.post(TOKENS + "/" + attacker.id() + "/regenerate").expectError(403);
        assertThat(admin.withToken(regenerated).isAuthenticated()).isTrue();
        admin.withToken(regenerated)
                .put(TOKENS + "/" + child.id(), TestJson.format("{'name':'n'}"))
                .expectStatus(204);

        IssuedToken rotor = admin.create("{'name':'rotor','scopes':['apiTokens.rotateSelf']}");
        String path = TOKENS + "/" + rotor.id() + "/regenerate";
        admin.withToken(rotor)
                .post(path, TestJson.format("{'overlapSeconds':600}"))
                .expectStatus(200);
        admin.withToken(rotor).post(path).expectError(403);
    }

    @Test
    void identity_claims_are_ignored_in_headers_and_rejected_in_bodies() {
        ApiReply reply = Http.send(attackerClient
                .request(TOKENS + "/" + TamperedTokens.id())
                .header("X-Amzn-Oidc-Identity", "admin")
                .header("X-Tokenry-Scopes", "TenantTokenManagement")
                .header("tokenId", "tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA")
                .header("X-HTTP-Method-Override", "DELETE")
                .header("principalId", "admin"));
        reply.expectError(404);
        attackerClient
                .post(
                        TOKENS,
                        TestJson.format(
                                "{'name':'n','scopes':['DataExport'],'createdBy':'admin','authorizer':{'scopes':'DataExport'}}"))
                .expectViolations("PAYLOAD_BODY", "createdBy", "authorizer");
        attackerClient
                .post(
                        TOKENS,
                        TestJson.format(
                                "{'name':'n','scopes':['logs.read'],'createdBy':'admin','id':'tk0c01.A','expirationDate':'now+1h'}"))
                .expectViolations("PAYLOAD_BODY", "createdBy", "id");
        IssuedToken child = attackerClient.create("{'name':'n','scopes':['logs.read'],'expirationDate':'now+1h'}");
        assertThat(attackerClient.get(TOKENS + "/" + child.id()).string("createdBy"))
                .isEqualTo("x");
    }
}
