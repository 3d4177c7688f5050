package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Users, and what their personal tokens are worth. */
@ExtendWith(SharedStack.class)
class UsersIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final String USERS = "/v2/users";

    private final Caller admin;

    UsersIT(TestStack stack) {
        admin = stack.admin();
    }

    @Test
    void a_user_is_created_shown_replaced_and_deleted() {
        String path = USERS + "/ida@example.com";
        Reply created = admin.put(
                        path, Json.of("{'firstName':'Ida','lastName':'Ångström','scopes':['logs.read','AI']}"))
                .is(201);
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Json.names(created.json()))
                .containsExactly(
                        "name",
                        "firstName",
                        "lastName",
                        "enabled",
                        "scopes",
                        "manageOwnTokens",
                        "tokens",
                        "personalTokens");
        Reply shown = admin.get(path).is(200);
        assertThat(shown.body()).isEqualTo(created.body());
        assertThat(shown.header("ETag")).isEqualTo(created.header("ETag")).matches("\"[0-9]+\"");

        Reply replaced = admin.put(path, Json.of("{'scopes':[],'enabled':false,'manageOwnTokens':false}"))
                .is(200);
        assertThat(Json.names(replaced.json()))
                .containsExactly("name", "enabled", "scopes", "manageOwnTokens", "tokens", "personalTokens");
        assertThat(admin.get(path).body()).isEqualTo(replaced.body());
        assertThat(replaced.header("ETag")).isNotEqualTo(created.header("ETag"));

        admin.delete(path).is(204);
        String gone = admin.get(path).isError(404).whole();
        assertThat(admin.get(USERS + "/never").whole()).isEqualTo(gone);
        assertThat(admin.get(USERS + "/ida%40example.com").whole()).isEqualTo(gone);
        assertThat(admin.delete(path).whole()).isEqualTo(gone);
    }

    @Test
    void a_version_that_is_gone_does_not_come_back_with_its_name() {
        String path = USERS + "/phoenix";
        String first = admin.put(path, Json.of("{'scopes':[]}")).is(201).header("ETag");
        admin.delete(path).is(204);
        String second = admin.put(path, Json.of("{'scopes':[]}")).is(201).header("ETag");

        assertThat(second).isNotEqualTo(first);
        Reply outdated = Http.send(admin.request(path)
                .header("If-Match", first)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(Json.of("{'scopes':['AI']}"))));
        outdated.isError(412);
        Http.send(admin.request(path).header("If-Match", first).DELETE()).isError(412);
        Http.send(admin.request(path).header("If-Match", second).DELETE()).is(204);
    }

    @Test
    void users_are_found_by_a_part_of_any_name_page_by_page() {
        for (int i = 0; i < 7; i++) {
            admin.put(USERS + "/quux-" + i, Json.of("{'firstName':'Q','lastName':'Qúux%d','scopes':[]}", i))
                    .is(201);
        }
        List<String> seen = new ArrayList<>();
        String query = "?text=QUUX-&pageSize=3";
        while (query != null) {
            JsonNode page = admin.get(USERS + query).is(200).json();
            page.get("users").forEach(user -> seen.add(user.get("name").textValue()));
            JsonNode next = page.get("nextPageKey");
            query = next.isNull() ? null : "?nextPageKey=" + next.textValue();
        }
        assertThat(seen).containsExactly("quux-0", "quux-1", "quux-2", "quux-3", "quux-4", "quux-5", "quux-6");
        assertThat(admin.get(USERS + "?text=q%C3%BAux5").json().get("users")).hasSize(1);
        admin.get(USERS + "?pageSize=0&sort=name").names("QUERY", "pageSize", "sort");
    }

    @Test
    void everything_wrong_with_a_user_is_named_at_once() {
        admin.put(USERS + "/bad", Json.of("{'firstName':'','enabled':1,'scopes':['AI','nope'],'manageOwnTokens':'no'}"))
                .names("PAYLOAD_BODY", "firstName", "enabled", "scopes[1]", "manageOwnTokens");
        admin.put(USERS + "/-bad", Json.of("{'scopes':[]}")).names("PATH", "name");
        admin.get(USERS + "/bad").isError(404);
    }

    @Test
    void a_personal_token_needs_an_owner_on_record() {
        String body = Json.of("{'name':'n','owner':'pia','personalAccessToken':true,'scopes':['logs.read']}");
        admin.post(TOKENS, body).names("PAYLOAD_BODY", "personalAccessToken");

        admin.put(USERS + "/pia", Json.of("{'scopes':['logs.read']}")).is(201);
        Issued personal = Issued.in(admin.post(TOKENS, body).is(201));
        assertThat(admin.with(personal).isIn()).isTrue();
        assertThat(admin.get(TOKENS + "/" + personal.id())
                        .json()
                        .get("personalAccessToken")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void a_personal_token_does_what_its_owner_may_at_each_use() {
        String path = USERS + "/paul";
        admin.put(path, Json.of("{'scopes':['apiTokens.read','AI']}")).is(201);
        Issued personal = admin.create(
                "{'name':'n','owner':'paul','personalAccessToken':true,'scopes':['apiTokens.read','apiTokens.write']}");
        Caller paul = admin.with(personal);

        paul.get(TOKENS).is(200);
        paul.post(TOKENS, "{}").isError(403);
        assertThat(paul.get(TOKENS + "/" + personal.id()).json().get("effectiveScopes"))
                .extracting(JsonNode::textValue)
                .containsExactly("apiTokens.read");

        admin.put(path, Json.of("{'scopes':[]}")).is(200);
        paul.get(TOKENS).isError(403);
        assertThat(paul.isIn()).isTrue();

        admin.put(path, Json.of("{'scopes':['apiTokens.write','apiTokens.read']}"))
                .is(200);
        paul.post(TOKENS, "{}").isError(400);
    }

    @Test
    void disabling_an_owner_stops_all_personal_tokens_and_no_other() {
        String path = USERS + "/petra";
        admin.put(path, Json.of("{'scopes':['logs.read','apiTokens.read']}")).is(201);
        Caller one = admin.with(
                admin.create("{'name':'1','owner':'petra','personalAccessToken':true,'scopes':['logs.read']}"));
        Caller two = admin.with(
                admin.create("{'name':'2','owner':'petra','personalAccessToken':true,'scopes':['apiTokens.read']}"));
        Caller service = admin.with(admin.create("{'name':'3','owner':'petra','scopes':['logs.read']}"));
        JsonNode counts = admin.get(path).json();
        assertThat(counts.get("tokens").intValue()).isEqualTo(3);
        assertThat(counts.get("personalTokens").intValue()).isEqualTo(2);

        admin.put(path, Json.of("{'enabled':false,'scopes':['logs.read','apiTokens.read']}"))
                .is(200);
        String nobody =
                admin.holder(Forged.token(Forged.id())).get(TOKENS).isError(401).whole();
        assertThat(one.get(TOKENS).whole()).isEqualTo(nobody);
        assertThat(two.get(TOKENS).whole()).isEqualTo(nobody);
        assertThat(service.isIn()).isTrue();

        admin.put(path, Json.of("{'scopes':['logs.read','apiTokens.read']}")).is(200);
        assertThat(one.isIn()).isTrue();
        assertThat(two.get(TOKENS).status()).isEqualTo(200);
    }

    @Test
    void a_user_with_tokens_left_stays_until_they_are_gone() {
        String path = USERS + "/tom";
        admin.put(path, Json.of("{'scopes':['logs.read']}")).is(201);
        Issued one = admin.create("{'name':'1','owner':'tom','personalAccessToken':true,'scopes':['logs.read']}");
        Issued two = admin.create("{'name':'2','owner':'tom','scopes':['logs.read']}");

        admin.delete(path).isError(409, "The user still has 2 tokens. Delete them first.");
        admin.delete(TOKENS + "/" + one.id()).is(204);
        admin.delete(path).isError(409, "The user still has 1 token. Delete it first.");
        assertThat(admin.with(two).isIn()).isTrue();
        admin.delete(TOKENS + "/" + two.id()).is(204);
        admin.delete(path).is(204);
    }

    @Test
    void users_are_for_those_who_hold_their_scopes() {
        Caller reader = admin.with(admin.create("{'name':'r','owner':'r','scopes':['users.read']}"));
        Caller other = admin.with(admin.create("{'name':'o','owner':'o','scopes':['apiTokens.read']}"));

        reader.get(USERS).is(200);
        reader.put(USERS + "/new", Json.of("{'scopes':[]}"))
                .isError(403, "Token is missing required scope. Use one of: users.write (Write users)");
        reader.delete(USERS + "/new").isError(403);
        other.get(USERS).isError(403, "Token is missing required scope. Use one of: users.read (Read users)");
        other.get(USERS + "/admin").isError(403);
        admin.nobody().get(USERS).isError(401);
    }
}
