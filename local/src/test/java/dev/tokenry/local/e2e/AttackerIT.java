package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A right token in wrong hands: what its holder can reach beyond what it was made for. */
@ExtendWith(SharedStack.class)
class AttackerIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final Caller admin;
    private Issued attacker;
    private Caller x;

    AttackerIT(TestStack stack) {
        admin = stack.admin();
    }

    @BeforeEach
    void give() {
        attacker = admin.create(
                "{'name':'x','owner':'x','scopes':['apiTokens.read','apiTokens.write','logs.read'],'expirationDate':'now+7d'}");
        x = admin.with(attacker);
    }

    @Test
    void others_tokens_are_as_unknown_as_those_that_never_were() {
        Issued victim = admin.create("{'name':'victim','owner':'y','scopes':['logs.read']}");
        Issued sameProject = admin.create("{'name':'v','owner':'y','project':'alpha','scopes':['logs.read']}");
        String adminId = String.valueOf(admin.token()).substring(0, 31);
        String unknown = Forged.id();

        for (String id : List.of(victim.id(), sameProject.id(), adminId)) {
            for (String body : List.of(
                    "{}",
                    Json.of("{'enabled':false}"),
                    Json.of("{'owner':'x'}"),
                    Json.of("{'scopes':['DataExport']}"))) {
                assertThat(x.put(TOKENS + "/" + id, body).isError(404).whole())
                        .isEqualTo(x.put(TOKENS + "/" + unknown, body).whole());
            }
            assertThat(x.get(TOKENS + "/" + id).isError(404).whole())
                    .isEqualTo(x.get(TOKENS + "/" + unknown).whole());
            assertThat(x.delete(TOKENS + "/" + id).isError(404).whole())
                    .isEqualTo(x.delete(TOKENS + "/" + unknown).whole());
            assertThat(x.post(TOKENS + "/" + id + "/regenerate").isError(404).whole())
                    .isEqualTo(x.post(TOKENS + "/" + unknown + "/regenerate").whole());
            assertThat(x.get(TOKENS + "?pageSize=10000").body()).doesNotContain(id);
        }
        assertThat(admin.with(victim).isIn()).isTrue();
    }

    @Test
    void a_list_and_its_count_know_its_owners_tokens_alone() {
        JsonNode list = x.get(TOKENS + "?pageSize=1000").is(200).json();

        assertThat(list.get("apiTokens"))
                .extracting(each -> each.get("owner").textValue())
                .containsOnly("x");
        assertThat(list.get("totalCount").intValue())
                .isEqualTo(list.get("apiTokens").size());
    }

    @Test
    void it_grants_what_it_holds_and_nothing_else() {
        String end = x.get(TOKENS + "/" + attacker.id()).text("expirationDate");
        for (String scope : List.of(
                "metrics.read", "TenantTokenManagement", "users.write", "snapshots.upload", "apiTokens.rotateSelf")) {
            x.post(TOKENS, Json.of("{'name':'n','scopes':['logs.read','%s'],'expirationDate':'%s'}", scope, end))
                    .isError(403, "Token cannot grant scopes that it does not hold: " + scope);
        }

        Issued child = x.create("{'name':'child','scopes':['logs.read'],'expirationDate':'%s'}", end);
        x.put(TOKENS + "/" + child.id(), Json.of("{'scopes':['logs.read','metrics.read']}"))
                .isError(403);
        x.put(TOKENS + "/" + child.id(), Json.of("{'scopes':['logs.read','apiTokens.read']}"))
                .is(204);
        x.put(TOKENS + "/" + attacker.id(), Json.of("{'scopes':['logs.read','TenantTokenManagement']}"))
                .isError(403);
        x.post(TOKENS, Json.of("{'name':'n','owner':'y','scopes':['logs.read'],'expirationDate':'%s'}", end))
                .isError(403);
    }

    @Test
    void it_does_not_take_over_a_stronger_token_of_its_owner() {
        Issued stronger = admin.create("{'name':'strong','owner':'x','scopes':['logs.read','DataExport']}");
        String path = TOKENS + "/" + stronger.id();

        x.post(path + "/regenerate").isError(403);
        assertThat(admin.with(stronger).isIn()).isTrue();

        x.put(path, Json.of("{'enabled':false}")).is(204);
        x.put(path, Json.of("{'enabled':true}")).isError(403);
        assertThat(admin.with(stronger).isIn()).isFalse();
        x.post(path + "/regenerate").isError(403);
        x.put(path, Json.of("{'enabled':true,'scopes':['logs.read']}")).isError(403);
        x.put(path, Json.of("{'scopes':['logs.read']}")).is(204);
        x.put(path, Json.of("{'enabled':true}")).is(204);
        assertThat(admin.with(stronger).isIn()).isTrue();
    }

    @Test
    void it_does_not_outlive_itself_in_a_child() {
        Instant end = Instant.parse(x.get(TOKENS + "/" + attacker.id()).text("expirationDate"));

        for (String later :
                List.of("'now+8d'", "'9999-12-31T23:59:59Z'", Long.toString(end.toEpochMilli() + 1), "null")) {
            x.post(TOKENS, Json.of("{'name':'n','scopes':['logs.read'],'expirationDate':%s}", later))
                    .isError(403);
        }
        x.post(TOKENS, Json.of("{'name':'n','scopes':['logs.read']}")).isError(403);
        x.create("{'name':'n','scopes':['logs.read'],'expirationDate':%d}", end.toEpochMilli());
        x.create("{'name':'n','scopes':['logs.read'],'expirationDate':'%s'}", end.minus(Duration.ofDays(1)));
        x.put(TOKENS + "/" + attacker.id(), Json.of("{'expirationDate':'now+30d'}"))
                .isError(400);
    }

    @Test
    void it_does_not_stop_who_stops_it() {
        admin.put(TOKENS + "/" + attacker.id(), Json.of("{'scopes':['logs.read']}"))
                .is(204);
        x.get(TOKENS).isError(403);
        x.post(TOKENS, Json.of("{'name':'n','scopes':['logs.read'],'expirationDate':'now+1h'}"))
                .isError(403);
        admin.put(TOKENS + "/" + attacker.id(), Json.of("{'enabled':false}")).is(204);
        x.put(TOKENS + "/" + attacker.id(), Json.of("{'enabled':true}")).isError(401);
    }

    @Test
    void a_project_administrator_reaches_its_project_alone() {
        Issued bound = admin.create(
                "{'name':'pa','owner':'pa','project':'gamma','scopes':['apiTokens.read','apiTokens.write','TenantTokenManagement']}");
        Caller pa = admin.with(bound);
        Issued inside = admin.create("{'name':'in','owner':'z','project':'gamma','scopes':['DataExport']}");
        Issued outside = admin.create("{'name':'out','owner':'pa','project':'delta','scopes':['logs.read']}");
        Issued unbound = admin.create("{'name':'un','owner':'pa','scopes':['logs.read']}");
        String unknown = pa.get(TOKENS + "/" + Forged.id()).isError(404).whole();

        for (Issued hidden : List.of(outside, unbound)) {
            String path = TOKENS + "/" + hidden.id();
            assertThat(pa.get(path).whole()).isEqualTo(unknown);
            assertThat(pa.delete(path).whole()).isEqualTo(unknown);
            assertThat(pa.put(path, Json.of("{'enabled':false}")).whole()).isEqualTo(unknown);
            assertThat(pa.post(path + "/regenerate").whole()).isEqualTo(unknown);
            assertThat(admin.with(hidden).isIn()).isTrue();
        }
        JsonNode list = pa.get(TOKENS).is(200).json();
        assertThat(list.get("totalCount").intValue()).isEqualTo(2);
        assertThat(list.get("apiTokens"))
                .extracting(each -> each.get("id").textValue())
                .containsExactlyInAnyOrder(bound.id(), inside.id());

        pa.post(TOKENS, Json.of("{'name':'n','project':'delta','scopes':['logs.read']}"))
                .isError(403);
        Issued child = pa.create("{'name':'n','owner':'anyone','scopes':['snapshots.upload']}");
        assertThat(pa.get(TOKENS + "/" + child.id()).text("project")).isEqualTo("gamma");
        pa.put(TOKENS + "/" + child.id(), Json.of("{'project':'delta'}")).names("PAYLOAD_BODY", "project");
        String upload = Json.of("{'contentType':'a/b','contentLength':1}");
        admin.with(child).post("/v2/projects/gamma/snapshots", upload).is(201);
        admin.with(child).post("/v2/projects/delta/snapshots", upload).isError(403);
    }

    @Test
    void a_bound_token_that_manages_its_owners_tokens_stays_in_its_project_too() {
        Caller bound = admin.with(admin.create(
                "{'name':'b','owner':'w','project':'gamma','scopes':['apiTokens.read','apiTokens.write']}"));
        Issued outside = admin.create("{'name':'out','owner':'w','scopes':['apiTokens.read']}");

        bound.get(TOKENS + "/" + outside.id()).isError(404);
        assertThat(bound.get(TOKENS).body()).doesNotContain(outside.id());
        Issued child = bound.create("{'name':'n','scopes':['apiTokens.read']}");
        assertThat(bound.get(TOKENS + "/" + child.id()).text("project")).isEqualTo("gamma");
    }

    @Test
    void a_previous_secret_reads_and_writes_nothing() {
        Issued child = admin.create("{'name':'child','owner':'x','scopes':['logs.read']}");
        Issued renewed =
                Issued.in(admin.post(TOKENS + "/" + attacker.id() + "/regenerate", Json.of("{'overlapSeconds':600}"))
                        .is(200));

        assertThat(x.isIn()).isTrue();
        x.get(TOKENS).is(200);
        x.get(TOKENS + "/" + child.id()).is(200);
        x.post(TOKENS, Json.of("{'name':'n','scopes':['logs.read'],'expirationDate':'now+1h'}"))
                .isError(403);
        x.put(TOKENS + "/" + child.id(), Json.of("{'name':'n'}")).isError(403);
        x.put(TOKENS + "/" + attacker.id(), Json.of("{'name':'n'}")).isError(403);
        x.delete(TOKENS + "/" + child.id()).isError(403);
        x.post(TOKENS + "/" + child.id() + "/regenerate").isError(403);
        x.post(TOKENS + "/" + attacker.id() + "/regenerate").isError(403);
        assertThat(admin.with(renewed).isIn()).isTrue();
        admin.with(renewed)
                .put(TOKENS + "/" + child.id(), Json.of("{'name':'n'}"))
                .is(204);

        Issued rotor = admin.create("{'name':'rotor','scopes':['apiTokens.rotateSelf']}");
        String path = TOKENS + "/" + rotor.id() + "/regenerate";
        admin.with(rotor).post(path, Json.of("{'overlapSeconds':600}")).is(200);
        admin.with(rotor).post(path).isError(403);
    }

    @Test
    void what_a_caller_says_of_itself_counts_for_nothing() {
        Reply reply = Http.send(x.request(TOKENS + "/" + Forged.id())
                .header("X-Amzn-Oidc-Identity", "admin")
                .header("X-Tokenry-Scopes", "TenantTokenManagement")
                .header("tokenId", "tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA")
                .header("X-HTTP-Method-Override", "DELETE")
                .header("principalId", "admin"));
        reply.isError(404);
        x.post(
                        TOKENS,
                        Json.of(
                                "{'name':'n','scopes':['DataExport'],'createdBy':'admin','authorizer':{'scopes':'DataExport'}}"))
                .isError(403);
        Issued child = x.create(
                "{'name':'n','scopes':['logs.read'],'createdBy':'admin','id':'tk0c01.A','expirationDate':'now+1h'}");
        assertThat(x.get(TOKENS + "/" + child.id()).text("createdBy")).isEqualTo("x");
    }
}
