package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The seven rules of who may do what, each by somebody who wants more. */
@ExtendWith(SharedStack.class)
class GrantsIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final String USERS = "/v2/users";
    private static final String REFUSAL = "Token management is not allowed for this user";

    private final Caller admin;

    GrantsIT(TestStack stack) {
        admin = stack.admin();
    }

    // 1. Grant

    @Test
    void scopes_that_its_owner_took_from_a_personal_token_are_not_granted_on() {
        admin.put(USERS + "/g1", Json.of("{'scopes':['apiTokens.write','logs.read']}"))
                .is(201);
        Caller personal = admin.with(admin.create(
                "{'name':'p','owner':'g1','personalAccessToken':true,'scopes':['apiTokens.write','logs.read','AI']}"));

        personal.post(TOKENS, Json.of("{'name':'n','personalAccessToken':true,'scopes':['logs.read','AI']}"))
                .isError(403, "Token cannot grant scopes that it does not hold: AI");
        personal.create("{'name':'n','personalAccessToken':true,'scopes':['logs.read']}");
    }

    // 2. See and manage

    @Test
    void who_may_not_manage_its_tokens_hears_the_same_of_all_tokens_and_changes_none() {
        Issued mine = admin.create(
                "{'name':'m','owner':'g2','scopes':['apiTokens.read','apiTokens.write','apiTokens.rotateSelf']}");
        Issued sibling = admin.create("{'name':'s','owner':'g2','scopes':['apiTokens.read']}");
        Issued foreign = admin.create("{'name':'f','owner':'g2-other','scopes':['apiTokens.read']}");
        Caller g2 = admin.with(mine);
        g2.get(TOKENS + "/" + sibling.id()).is(200);

        for (String state : List.of("'manageOwnTokens':false", "'enabled':false")) {
            int status = state.contains("manage") ? 201 : 200;
            admin.put(USERS + "/g2", Json.of("{'scopes':[],%s}", state)).is(status);

            g2.get(TOKENS).isError(403, REFUSAL);
            g2.post(TOKENS, Json.of("{'name':'n','scopes':['apiTokens.read']}")).isError(403, REFUSAL);
            g2.post(TOKENS + "/" + mine.id() + "/regenerate").isError(403, REFUSAL);
            String refused =
                    g2.get(TOKENS + "/" + Forged.id()).isError(403, REFUSAL).whole();
            for (Issued other : List.of(sibling, foreign)) {
                String path = TOKENS + "/" + other.id();
                assertThat(g2.get(path).whole()).isEqualTo(refused);
                assertThat(g2.put(path, Json.of("{'enabled':false}")).whole()).isEqualTo(refused);
                assertThat(g2.delete(path).whole()).isEqualTo(refused);
                assertThat(g2.post(path + "/regenerate").whole()).isEqualTo(refused);
            }
            assertThat(g2.isIn()).isTrue();
        }

        admin.put(USERS + "/g2", Json.of("{'scopes':[]}")).is(200);
        g2.get(TOKENS + "/" + sibling.id()).is(200);
        assertThat(g2.get(TOKENS + "/" + foreign.id()).isError(404).whole())
                .isEqualTo(g2.get(TOKENS + "/" + Forged.id()).whole());
    }

    @Test
    void who_may_not_manage_its_tokens_does_not_give_itself_leave() {
        admin.put(USERS + "/g3", Json.of("{'scopes':[],'manageOwnTokens':false}"))
                .is(201);
        Caller g3 = admin.with(
                admin.create("{'name':'m','owner':'g3','scopes':['apiTokens.read','users.write','users.read']}"));

        g3.put(USERS + "/g3", Json.of("{'scopes':[],'manageOwnTokens':true}")).isError(403);
        g3.delete(USERS + "/g3").isError(403);
        g3.get(TOKENS).isError(403, REFUSAL);
    }

    // 3. Project

    @Test
    void a_bound_administrator_does_not_shed_its_project_by_way_of_users() {
        Caller bound = admin.with(admin.create("{'name':'b','owner':'g4','project':'alpha',"
                + "'scopes':['TenantTokenManagement','apiTokens.write','users.read','users.write']}"));
        admin.put(USERS + "/g4-user", Json.of("{'scopes':[]}")).is(201);
        String message = "A token that is bound to a project cannot access users.";

        bound.get(USERS).isError(403, message);
        bound.put(USERS + "/g4-user", Json.of("{'scopes':['AI']}")).isError(403, message);
        bound.delete(USERS + "/g4-user").isError(403, message);
        assertThat(bound.get(USERS + "/g4-user").isError(403, message).whole())
                .isEqualTo(bound.get(USERS + "/g4-nobody").whole());

        bound.post(TOKENS, Json.of("{'name':'n','project':'beta','scopes':['logs.read']}"))
                .isError(403);
        Issued child = bound.create("{'name':'n','owner':'g4-user','personalAccessToken':true,'scopes':['AI']}");
        assertThat(admin.get(TOKENS + "/" + child.id()).text("project")).isEqualTo("alpha");
    }

    // 4. Outliving

    @Test
    void a_token_leaves_no_live_secret_behind_that_outlives_it() {
        Caller mortal = admin.with(admin.create(
                "{'name':'m','owner':'g5','scopes':['apiTokens.write','logs.read'],'expirationDate':'now+1h'}"));
        Issued immortal = admin.create("{'name':'i','owner':'g5','scopes':['logs.read']}");
        Issued later = admin.create("{'name':'l','owner':'g5','scopes':['logs.read'],'expirationDate':'now+2h'}");
        Issued sooner = admin.create("{'name':'s','owner':'g5','scopes':['logs.read'],'expirationDate':'now+5m'}");

        for (Issued each : List.of(immortal, later)) {
            mortal.post(TOKENS + "/" + each.id() + "/regenerate")
                    .isError(403, "Token cannot regenerate a token that expires later than it does.");
            assertThat(admin.with(each).isIn()).isTrue();
        }
        Issued renewed = Issued.in(
                mortal.post(TOKENS + "/" + sooner.id() + "/regenerate").is(200));
        assertThat(admin.with(renewed).isIn()).isTrue();
        mortal.post(TOKENS, Json.of("{'name':'n','scopes':['logs.read']}")).isError(403);
    }

    // 5. Personal tokens

    @Test
    void a_personal_token_is_not_laundered_into_one_that_outlasts_its_owner() {
        admin.put(USERS + "/g6", Json.of("{'scopes':['apiTokens.write','apiTokens.read','logs.read']}"))
                .is(201);
        Caller personal = admin.with(admin.create("{'name':'p','owner':'g6','personalAccessToken':true,"
                + "'scopes':['apiTokens.write','apiTokens.read','logs.read']}"));
        Issued service = admin.create("{'name':'s','owner':'g6','scopes':['logs.read']}");
        String message = "A personal access token can create and regenerate only personal access tokens.";

        personal.post(TOKENS, Json.of("{'name':'n','scopes':['logs.read']}")).isError(403, message);
        personal.post(TOKENS, Json.of("{'name':'n','personalAccessToken':null,'scopes':['logs.read']}"))
                .isError(403, message);
        personal.post(TOKENS + "/" + service.id() + "/regenerate").isError(403, message);
        assertThat(admin.with(service).isIn()).isTrue();

        Issued child = personal.create("{'name':'n','personalAccessToken':true,'scopes':['logs.read']}");
        personal.put(TOKENS + "/" + child.id(), Json.of("{'personalAccessToken':false}"))
                .names("PAYLOAD_BODY", "personalAccessToken");
        Issued renewed = Issued.in(
                personal.post(TOKENS + "/" + child.id() + "/regenerate").is(200));
        admin.put(USERS + "/g6", Json.of("{'enabled':false,'scopes':['logs.read']}"))
                .is(200);
        assertThat(admin.with(renewed).isIn()).isFalse();
        assertThat(personal.isIn()).isFalse();
    }

    // 6. Users

    @Test
    void nobody_escalates_through_a_user() {
        Caller writer = admin.with(admin.create(
                "{'name':'w','owner':'g7','scopes':['users.read','users.write','apiTokens.write','logs.read']}"));
        String strong = USERS + "/g7-strong";
        admin.put(strong, Json.of("{'enabled':false,'scopes':['AI','logs.read']}"))
                .is(201);
        String before = admin.get(strong).whole();

        writer.put(USERS + "/g7-new", Json.of("{'scopes':['logs.read','AI']}"))
                .isError(403, "Token cannot grant scopes that it does not hold: AI");
        writer.put(USERS + "/g7-new", Json.of("{'scopes':['TenantTokenManagement']}"))
                .isError(403);
        admin.get(USERS + "/g7-new").isError(404);
        writer.put(USERS + "/g7", Json.of("{'scopes':['logs.read']}")).isError(403);
        writer.put(strong, Json.of("{'scopes':['AI','logs.read']}")).isError(403);
        writer.put(strong, Json.of("{'scopes':['logs.read']}")).isError(403);
        writer.put(strong, Json.of("{'enabled':false,'scopes':['AI','logs.read','metrics.read']}"))
                .isError(403);
        writer.delete(strong).isError(403);
        assertThat(admin.get(strong).whole()).isEqualTo(before);

        writer.put(USERS + "/g7-new", Json.of("{'scopes':['logs.read']}")).is(201);
        writer.post(TOKENS, Json.of("{'name':'n','owner':'g7-new','personalAccessToken':true,'scopes':['logs.read']}"))
                .isError(403);
        writer.delete(USERS + "/g7-new").is(204);
    }

    @Test
    void nobody_frees_tokens_by_deleting_their_user() {
        admin.put(USERS + "/g8", Json.of("{'scopes':[],'manageOwnTokens':false}"))
                .is(201);
        Caller held =
                admin.with(admin.create("{'name':'h','owner':'g8','scopes':['apiTokens.read','apiTokens.write']}"));
        Caller accomplice =
                admin.with(admin.create("{'name':'a','owner':'g8-friend','scopes':['users.read','users.write']}"));

        accomplice.delete(USERS + "/g8").isError(409, "The user still has 1 token. Delete it first.");
        held.get(TOKENS).isError(403, REFUSAL);
    }

    // 7. Overlap

    @Test
    void a_previous_secret_writes_no_users_and_no_tokens() {
        Issued old = admin.create("{'name':'o','owner':'g9','scopes':"
                + "['apiTokens.read','apiTokens.write','apiTokens.rotateSelf','users.read','users.write']}");
        Issued renewed =
                Issued.in(admin.post(TOKENS + "/" + old.id() + "/regenerate", Json.of("{'overlapSeconds':600}"))
                        .is(200));
        admin.put(USERS + "/g9-user", Json.of("{'scopes':[]}")).is(201);
        String before = admin.get(USERS + "/g9-user").whole();
        Caller g9 = admin.with(old);
        String message = "The previous secret of a regenerated token cannot be used for changes.";

        g9.get(USERS + "/g9-user").is(200);
        g9.put(USERS + "/g9-user", Json.of("{'scopes':[],'enabled':false}")).isError(403, message);
        g9.put(USERS + "/g9-new", Json.of("{'scopes':[]}")).isError(403, message);
        g9.delete(USERS + "/g9-user").isError(403, message);
        g9.post(TOKENS + "/" + old.id() + "/regenerate").isError(403, message);
        g9.post(TOKENS, Json.of("{'name':'n','scopes':['apiTokens.read']}")).isError(403, message);
        assertThat(admin.get(USERS + "/g9-user").whole()).isEqualTo(before);
        JsonNode list = admin.with(renewed).get(TOKENS).is(200).json();
        assertThat(list.get("apiTokens")).hasSize(1);
        admin.with(renewed).delete(USERS + "/g9-user").is(204);
    }
}
