package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The seven permission rules, each with a caller that exceeds its permissions. */
@ExtendWith(SharedStackExtension.class)
class PermissionsIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final String USERS = "/v2/users";
    private static final String REJECTION_MESSAGE = "Token management is not allowed for this user";

    private final ApiClient admin;

    PermissionsIT(TestStack stack) {
        admin = stack.admin();
    }

    // 1. Grant

    @Test
    void a_personal_token_cannot_grant_scopes_that_its_owner_lost() {
        admin.put(USERS + "/g1", TestJson.format("{'scopes':['apiTokens.write','logs.read']}"))
                .expectStatus(201);
        ApiClient personal = admin.withToken(admin.create(
                "{'name':'p','owner':'g1','personalAccessToken':true,'scopes':['apiTokens.write','logs.read','AI']}"));

        personal.post(TOKENS, TestJson.format("{'name':'n','personalAccessToken':true,'scopes':['logs.read','AI']}"))
                .expectError(403, "Token cannot grant scopes that it does not hold: AI");
        personal.create("{'name':'n','personalAccessToken':true,'scopes':['logs.read']}");
    }

    // 2. See and manage

    @Test
    void an_owner_without_token_management_gets_the_same_403_for_all_tokens() {
        IssuedToken mine = admin.create(
                "{'name':'m','owner':'g2','scopes':['apiTokens.read','apiTokens.write','apiTokens.rotateSelf']}");
        IssuedToken sibling = admin.create("{'name':'s','owner':'g2','scopes':['apiTokens.read']}");
        IssuedToken foreign = admin.create("{'name':'f','owner':'g2-other','scopes':['apiTokens.read']}");
        ApiClient ownerClient = admin.withToken(mine);
        ownerClient.get(TOKENS + "/" + sibling.id()).expectStatus(200);

        admin.put(USERS + "/g2", TestJson.format("{'scopes':[],'manageOwnTokens':false,'adoptTokens':true}"))
                .expectStatus(201);
        ownerClient.get(TOKENS).expectError(403, REJECTION_MESSAGE);
        ownerClient
                .post(TOKENS, TestJson.format("{'name':'n','scopes':['apiTokens.read']}"))
                .expectError(403, REJECTION_MESSAGE);
        String expected = ownerClient
                .get(TOKENS + "/" + TamperedTokens.id())
                .expectError(403, REJECTION_MESSAGE)
                .comparableText();
        for (IssuedToken other : List.of(sibling, foreign)) {
            String path = TOKENS + "/" + other.id();
            assertThat(ownerClient.get(path).comparableText()).isEqualTo(expected);
            assertThat(ownerClient
                            .put(path, TestJson.format("{'enabled':false}"))
                            .comparableText())
                    .isEqualTo(expected);
            assertThat(ownerClient.delete(path).comparableText()).isEqualTo(expected);
            assertThat(ownerClient.post(path + "/regenerate").comparableText()).isEqualTo(expected);
        }

        admin.put(USERS + "/g2", TestJson.format("{'scopes':[]}")).expectStatus(200);
        ownerClient.get(TOKENS + "/" + sibling.id()).expectStatus(200);
        assertThat(ownerClient.get(TOKENS + "/" + foreign.id()).expectError(404).comparableText())
                .isEqualTo(ownerClient.get(TOKENS + "/" + TamperedTokens.id()).comparableText());
    }

    @Test
    void a_token_without_token_management_sees_and_regenerates_itself() {
        admin.put(USERS + "/g10", TestJson.format("{'scopes':[],'manageOwnTokens':false}"))
                .expectStatus(201);
        IssuedToken mine = admin.create("{'name':'m','owner':'g10','scopes':['apiTokens.rotateSelf']}");
        String path = TOKENS + "/" + mine.id();

        admin.withToken(mine).get(path).expectStatus(200);
        ApiClient regenerated = admin.withToken(IssuedToken.from(
                admin.withToken(mine).post(path + "/regenerate").expectStatus(200)));

        regenerated.get(path).expectStatus(200);
        assertThat(admin.withToken(mine).isAuthenticated()).isFalse();
    }

    @Test
    void a_token_cannot_disable_delete_or_lift_the_user_of_its_owner() {
        admin.put(USERS + "/g3", TestJson.format("{'scopes':[],'manageOwnTokens':false}"))
                .expectStatus(201);
        ApiClient ownerClient = admin.withToken(
                admin.create("{'name':'m','owner':'g3','scopes':['apiTokens.read','users.write','users.read']}"));

        ownerClient
                .put(USERS + "/g3", TestJson.format("{'scopes':[],'enabled':false}"))
                .expectViolations("PAYLOAD_BODY", "enabled");
        ownerClient.delete(USERS + "/g3").expectError(400);
        ownerClient
                .put(USERS + "/g3", TestJson.format("{'scopes':['AI'],'manageOwnTokens':false}"))
                .expectError(403, "Token cannot grant scopes that it does not hold: AI");
        ownerClient
                .put(USERS + "/g3", TestJson.format("{'scopes':[],'manageOwnTokens':true}"))
                .expectError(403, REJECTION_MESSAGE);
        ownerClient.get(TOKENS).expectError(403, REJECTION_MESSAGE);
        assertThat(admin.get(USERS + "/g3").json().get("enabled").booleanValue())
                .isTrue();
    }

    // 3. Project

    @Test
    void a_project_bound_administrator_has_no_access_to_users() {
        ApiClient bound = admin.withToken(admin.create("{'name':'b','owner':'g4','project':'alpha',"
                + "'scopes':['TenantTokenManagement','apiTokens.write','users.read','users.write']}"));
        admin.put(USERS + "/g4-user", TestJson.format("{'scopes':[]}")).expectStatus(201);
        String message = "A token that is bound to a project cannot access users.";

        bound.get(USERS).expectError(403, message);
        bound.put(USERS + "/g4-user", TestJson.format("{'scopes':['AI']}")).expectError(403, message);
        bound.delete(USERS + "/g4-user").expectError(403, message);
        assertThat(bound.get(USERS + "/g4-user").expectError(403, message).comparableText())
                .isEqualTo(bound.get(USERS + "/g4-nobody").comparableText());

        bound.post(TOKENS, TestJson.format("{'name':'n','project':'beta','scopes':['logs.read']}"))
                .expectError(403);
        bound.post(TOKENS, TestJson.format("{'name':'n','owner':'g4-user','scopes':['apiTokens.write']}"))
                .expectError(403);
        bound.post(TOKENS, TestJson.format("{'name':'n','owner':'g4-technical','scopes':['AI']}"))
                .expectError(403, "Token cannot grant scopes that it does not hold: AI");
        IssuedToken child = bound.create("{'name':'n','owner':'g4-technical','scopes':['apiTokens.write']}");
        assertThat(admin.get(TOKENS + "/" + child.id()).string("project")).isEqualTo("alpha");
    }

    // 4. Expiration

    @Test
    void a_token_cannot_regenerate_a_token_that_expires_later() {
        IssuedToken caller = admin.create(
                "{'name':'m','owner':'g5','scopes':['apiTokens.write','logs.read'],'expirationDate':'now+1h'}");
        ApiClient expiring = admin.withToken(caller);
        IssuedToken unlimited = admin.create("{'name':'i','owner':'g5','scopes':['logs.read']}");
        IssuedToken later = admin.create("{'name':'l','owner':'g5','scopes':['logs.read'],'expirationDate':'now+2h'}");
        IssuedToken sooner = admin.create("{'name':'s','owner':'g5','scopes':['logs.read'],'expirationDate':'now+5m'}");

        for (IssuedToken each : List.of(unlimited, later)) {
            expiring.post(TOKENS + "/" + each.id() + "/regenerate")
                    .expectError(
                            403,
                            "The token must not expire later than the calling token, which expires at "
                                    + expiring.get(TOKENS + "/" + caller.id()).string("expirationDate") + ".");
            assertThat(admin.withToken(each).isAuthenticated()).isTrue();
        }
        IssuedToken regenerated = IssuedToken.from(
                expiring.post(TOKENS + "/" + sooner.id() + "/regenerate").expectStatus(200));
        assertThat(admin.withToken(regenerated).isAuthenticated()).isTrue();
        expiring.post(TOKENS, TestJson.format("{'name':'n','scopes':['logs.read']}"))
                .expectError(403);
    }

    // 5. Personal tokens

    @Test
    void a_personal_token_can_create_only_personal_tokens() {
        admin.put(USERS + "/g6", TestJson.format("{'scopes':['apiTokens.write','apiTokens.read','logs.read']}"))
                .expectStatus(201);
        ApiClient personal = admin.withToken(admin.create("{'name':'p','owner':'g6','personalAccessToken':true,"
                + "'scopes':['apiTokens.write','apiTokens.read','logs.read']}"));
        IssuedToken service = admin.create("{'name':'s','owner':'g6','scopes':['logs.read']}");
        String message = "A personal access token can create and strengthen only personal access tokens.";

        personal.post(TOKENS, TestJson.format("{'name':'n','scopes':['logs.read']}"))
                .expectError(403, message);
        personal.post(TOKENS, TestJson.format("{'name':'n','personalAccessToken':null,'scopes':['logs.read']}"))
                .expectError(403, message);
        personal.post(TOKENS + "/" + service.id() + "/regenerate").expectError(403, message);
        assertThat(admin.withToken(service).isAuthenticated()).isTrue();

        IssuedToken child = personal.create("{'name':'n','personalAccessToken':true,'scopes':['logs.read']}");
        personal.put(TOKENS + "/" + child.id(), TestJson.format("{'personalAccessToken':false}"))
                .expectViolations("PAYLOAD_BODY", "personalAccessToken");
        IssuedToken regenerated = IssuedToken.from(
                personal.post(TOKENS + "/" + child.id() + "/regenerate").expectStatus(200));
        admin.put(USERS + "/g6", TestJson.format("{'enabled':false,'scopes':['logs.read']}"))
                .expectStatus(200);
        assertThat(admin.withToken(regenerated).isAuthenticated()).isFalse();
        assertThat(personal.isAuthenticated()).isFalse();
    }

    // 6. Users

    @Test
    void a_user_cannot_be_used_to_escalate_privileges() {
        ApiClient writer = admin.withToken(admin.create(
                "{'name':'w','owner':'g7','scopes':['users.read','users.write','apiTokens.write','logs.read']}"));
        String strong = USERS + "/g7-strong";
        admin.put(strong, TestJson.format("{'enabled':false,'scopes':['AI','logs.read']}"))
                .expectStatus(201);
        String before = admin.get(strong).comparableText();

        writer.put(USERS + "/g7-new", TestJson.format("{'scopes':['logs.read','AI']}"))
                .expectError(403, "Token cannot grant scopes that it does not hold: AI");
        writer.put(USERS + "/g7-new", TestJson.format("{'scopes':['TenantTokenManagement']}"))
                .expectError(403);
        admin.get(USERS + "/g7-new").expectError(404);
        writer.put(USERS + "/g7", TestJson.format("{'scopes':['logs.read']}")).expectError(403);
        writer.put(strong, TestJson.format("{'scopes':['AI','logs.read']}")).expectError(403);
        writer.put(strong, TestJson.format("{'scopes':['logs.read']}")).expectError(403);
        writer.put(strong, TestJson.format("{'enabled':false,'scopes':['AI','logs.read','metrics.read']}"))
                .expectError(403);
        writer.delete(strong).expectError(403);
        assertThat(admin.get(strong).comparableText()).isEqualTo(before);

        writer.put(USERS + "/g7-new", TestJson.format("{'scopes':['logs.read']}"))
                .expectStatus(201);
        writer.post(
                        TOKENS,
                        TestJson.format(
                                "{'name':'n','owner':'g7-new','personalAccessToken':true,'scopes':['logs.read']}"))
                .expectError(403);
        writer.delete(USERS + "/g7-new").expectStatus(204);
    }

    @Test
    void a_user_with_tokens_cannot_be_deleted_to_lift_its_restrictions() {
        admin.put(USERS + "/g8", TestJson.format("{'scopes':[],'manageOwnTokens':false}"))
                .expectStatus(201);
        ApiClient restricted = admin.withToken(
                admin.create("{'name':'h','owner':'g8','scopes':['apiTokens.read','apiTokens.write']}"));
        ApiClient accomplice =
                admin.withToken(admin.create("{'name':'a','owner':'g8-friend','scopes':['users.read','users.write']}"));
        ApiClient strongAccomplice = admin.withToken(admin.create("{'name':'a','owner':'g8-friend',"
                + "'scopes':['users.read','users.write','apiTokens.read','apiTokens.write']}"));

        accomplice
                .delete(USERS + "/g8")
                .expectError(403, "Token cannot grant scopes that it does not hold: apiTokens.read, apiTokens.write");
        strongAccomplice
                .delete(USERS + "/g8")
                .expectError(
                        409,
                        "The user still has 1 token (1 live). Delete it first, or give it to another owner with PATCH.");
        restricted.get(TOKENS).expectError(403, REJECTION_MESSAGE);
    }

    // 7. Overlap

    @Test
    void a_previous_secret_cannot_change_users_or_tokens() {
        IssuedToken old = admin.create("{'name':'o','owner':'g9','scopes':"
                + "['apiTokens.read','apiTokens.write','apiTokens.rotateSelf','users.read','users.write']}");
        IssuedToken regenerated = IssuedToken.from(
                admin.post(TOKENS + "/" + old.id() + "/regenerate", TestJson.format("{'overlapSeconds':600}"))
                        .expectStatus(200));
        admin.put(USERS + "/g9-user", TestJson.format("{'scopes':[]}")).expectStatus(201);
        String before = admin.get(USERS + "/g9-user").comparableText();
        ApiClient previousSecretClient = admin.withToken(old);
        String message = "The previous secret of a regenerated token cannot be used for changes."
                + " The token was regenerated at "
                + admin.get(TOKENS + "/" + old.id()).string("regeneratedDate") + ".";

        previousSecretClient.get(USERS + "/g9-user").expectStatus(200);
        previousSecretClient
                .put(USERS + "/g9-user", TestJson.format("{'scopes':[],'enabled':false}"))
                .expectError(403, message);
        previousSecretClient
                .put(USERS + "/g9-new", TestJson.format("{'scopes':[]}"))
                .expectError(403, message);
        previousSecretClient.delete(USERS + "/g9-user").expectError(403, message);
        previousSecretClient.post(TOKENS + "/" + old.id() + "/regenerate").expectError(403, message);
        previousSecretClient
                .post(TOKENS, TestJson.format("{'name':'n','scopes':['apiTokens.read']}"))
                .expectError(403, message);
        assertThat(admin.get(USERS + "/g9-user").comparableText()).isEqualTo(before);
        JsonNode list =
                admin.withToken(regenerated).get(TOKENS).expectStatus(200).json();
        assertThat(list.get("apiTokens")).hasSize(1);
        admin.withToken(regenerated).delete(USERS + "/g9-user").expectStatus(204);
    }
}
