package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Users and the effective scopes of their personal tokens. */
@ExtendWith(SharedStackExtension.class)
class UsersIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final String USERS = "/v2/users";

    private final ApiClient admin;

    UsersIT(TestStack stack) {
        admin = stack.admin();
    }

    @Test
    void a_user_is_created_shown_replaced_and_deleted() {
        String path = USERS + "/ida@example.com";
        ApiReply created = admin.put(
                        path, TestJson.format("{'firstName':'Ida','lastName':'Ångström','scopes':['logs.read','AI']}"))
                .expectStatus(201);
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        assertThat(TestJson.names(created.json()))
                .containsExactly(
                        "name",
                        "firstName",
                        "lastName",
                        "enabled",
                        "scopes",
                        "manageOwnTokens",
                        "tokens",
                        "personalTokens");
        ApiReply found = admin.get(path).expectStatus(200);
        assertThat(found.body()).isEqualTo(created.body());
        assertThat(found.header("ETag")).isEqualTo(created.header("ETag")).matches("\"[0-9]+\"");

        ApiReply replaced = admin.put(path, TestJson.format("{'scopes':[],'enabled':false,'manageOwnTokens':false}"))
                .expectStatus(200);
        assertThat(TestJson.names(replaced.json()))
                .containsExactly("name", "enabled", "scopes", "manageOwnTokens", "tokens", "personalTokens");
        assertThat(admin.get(path).body()).isEqualTo(replaced.body());
        assertThat(replaced.header("ETag")).isNotEqualTo(created.header("ETag"));

        admin.delete(path).expectStatus(204);
        String notFound = admin.get(path).expectError(404).comparableText();
        assertThat(admin.get(USERS + "/never").comparableText()).isEqualTo(notFound);
        assertThat(admin.get(USERS + "/ida%40example.com").comparableText()).isEqualTo(notFound);
        assertThat(admin.delete(path).comparableText()).isEqualTo(notFound);
    }

    @Test
    void a_recreated_user_has_a_new_version() {
        String path = USERS + "/phoenix";
        String first = admin.put(path, TestJson.format("{'scopes':[]}"))
                .expectStatus(201)
                .header("ETag");
        admin.delete(path).expectStatus(204);
        String second = admin.put(path, TestJson.format("{'scopes':[]}"))
                .expectStatus(201)
                .header("ETag");

        assertThat(second).isNotEqualTo(first);
        ApiReply outdated = Http.send(admin.request(path)
                .header("If-Match", first)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(TestJson.format("{'scopes':['AI']}"))));
        outdated.expectError(412);
        Http.send(admin.request(path).header("If-Match", first).DELETE()).expectError(412);
        Http.send(admin.request(path).header("If-Match", second).DELETE()).expectStatus(204);
    }

    @Test
    void spellings_of_a_name_are_one_user() {
        IssuedToken before = admin.create("{'name':'n','owner':'Bob','scopes':['logs.read']}");
        admin.put(USERS + "/bob", TestJson.format("{'scopes':['logs.read']}")).expectError(409);
        admin.put(USERS + "/bob", TestJson.format("{'scopes':['logs.read'],'adoptTokens':true}"))
                .expectStatus(201);
        IssuedToken after = admin.create("{'name':'n','owner':'BOB','scopes':['logs.read']}");
        assertThat(admin.get(TOKENS + "/" + after.id()).json().get("owner").textValue())
                .isEqualTo("bob");

        assertThat(enable("/BOB", false).json().get("name").textValue()).isEqualTo("bob");
        for (IssuedToken token : List.of(before, after)) {
            assertThat(admin.withToken(token).isAuthenticated()).isFalse();
        }
        ApiReply user = admin.get(USERS + "/Bob").expectStatus(200);
        assertThat(user.body()).isEqualTo(admin.get(USERS + "/bob").body());
        assertThat(user.json().get("tokens").intValue()).isEqualTo(2);
        assertThat(admin.get(USERS + "?text=BOB").json().get("users")).hasSize(1);

        enable("/bob", true);
        assertThat(admin.withToken(after).isAuthenticated()).isTrue();
        admin.delete(USERS + "/BOB").expectError(409);
        for (IssuedToken token : List.of(before, after)) {
            admin.delete(TOKENS + "/" + token.id()).expectStatus(204);
        }
        admin.delete(USERS + "/BOB").expectStatus(204);
        admin.get(USERS + "/bob").expectError(404);
    }

    private ApiReply enable(String name, boolean enabled) {
        return admin.put(USERS + name, TestJson.format("{'scopes':['logs.read'],'enabled':%s}", enabled))
                .expectStatus(200);
    }

    @Test
    void tokens_are_found_and_written_back_whatever_the_spelling_of_the_owner() {
        IssuedToken token = admin.create("{'name':'n','owner':'Sue','scopes':['logs.read']}");
        String path = TOKENS + "/" + token.id();

        for (String selector : List.of("owner(%22sUE%22)", "owner(%22sue%22),createdBy(%22ADMIN%22)")) {
            JsonNode found = admin.get(TOKENS + "?apiTokenSelector=" + selector).json();
            assertThat(found.findValuesAsText("id")).containsExactly(token.id());
            assertThat(found.findValuesAsText("owner")).containsExactly("Sue");
        }
        String version = admin.get(path).header("ETag");
        admin.put(path, TestJson.format("{'owner':'SUE','createdBy':'Admin'}")).expectStatus(204);
        admin.send("PATCH", path, TestJson.format("{'owner':'suE'}")).expectStatus(200);
        assertThat(admin.get(path).header("ETag")).isEqualTo(version);
        admin.put(path, TestJson.format("{'owner':'susan'}")).expectViolations("PAYLOAD_BODY", "owner");
    }

    @Test
    void a_plus_in_a_path_is_a_plus() {
        admin.put(USERS + "/sam%2Bci%40corp.example", TestJson.format("{'scopes':[]}"))
                .expectStatus(201);
        for (String name : List.of("sam+ci@corp.example", "sam%2bci%40corp.example", "SAM%2BCI@CORP.example")) {
            assertThat(admin.get(USERS + "/" + name)
                            .expectStatus(200)
                            .json()
                            .get("name")
                            .textValue())
                    .isEqualTo("sam+ci@corp.example");
        }
        for (String name :
                List.of("sam%20ci@corp.example", "sam%252Bci%2540corp.example", "sam%2Fci", "sam%0A", "s%FF")) {
            admin.get(USERS + "/" + name).expectError(404);
        }
    }

    @Test
    void users_are_found_by_part_of_a_name_in_pages() {
        for (int i = 0; i < 7; i++) {
            admin.put(USERS + "/quux-" + i, TestJson.format("{'firstName':'Q','lastName':'Qúux%d','scopes':[]}", i))
                    .expectStatus(201);
        }
        List<String> seen = new ArrayList<>();
        String query = "?text=QUUX-&pageSize=3";
        while (query != null) {
            JsonNode page = admin.get(USERS + query).expectStatus(200).json();
            page.get("users").forEach(user -> seen.add(user.get("name").textValue()));
            JsonNode next = page.get("nextPageKey");
            query = next.isNull() ? null : "?nextPageKey=" + next.textValue();
        }
        assertThat(seen).containsExactly("quux-0", "quux-1", "quux-2", "quux-3", "quux-4", "quux-5", "quux-6");
        assertThat(admin.get(USERS + "?text=q%C3%BAux5").json().get("users")).hasSize(1);
        admin.get(USERS + "?pageSize=0&sort=name").expectViolations("QUERY", "pageSize", "sort");
    }

    @Test
    void all_violations_of_a_user_are_reported_together() {
        admin.put(
                        USERS + "/bad",
                        TestJson.format("{'firstName':'','enabled':1,'scopes':['AI','nope'],'manageOwnTokens':'no'}"))
                .expectViolations("PAYLOAD_BODY", "firstName", "enabled", "scopes[1]", "manageOwnTokens");
        admin.put(USERS + "/-bad", TestJson.format("{'scopes':[]}")).expectViolations("PATH", "name");
        admin.get(USERS + "/bad").expectError(404);
    }

    @Test
    void a_personal_token_requires_a_registered_owner() {
        String body = TestJson.format("{'name':'n','owner':'pia','personalAccessToken':true,'scopes':['logs.read']}");
        admin.post(TOKENS, body).expectViolations("PAYLOAD_BODY", "personalAccessToken");

        admin.put(USERS + "/pia", TestJson.format("{'scopes':['logs.read']}")).expectStatus(201);
        IssuedToken personal = IssuedToken.from(admin.post(TOKENS, body).expectStatus(201));
        assertThat(admin.withToken(personal).isAuthenticated()).isTrue();
        assertThat(admin.get(TOKENS + "/" + personal.id())
                        .json()
                        .get("personalAccessToken")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void a_personal_token_has_the_current_permissions_of_its_owner() {
        String path = USERS + "/paul";
        admin.put(path, TestJson.format("{'scopes':['apiTokens.read','AI']}")).expectStatus(201);
        IssuedToken personal = admin.create(
                "{'name':'n','owner':'paul','personalAccessToken':true,'scopes':['apiTokens.read','apiTokens.write']}");
        ApiClient ownerClient = admin.withToken(personal);

        ownerClient.get(TOKENS).expectStatus(200);
        ownerClient.post(TOKENS, "{}").expectError(403);
        assertThat(ownerClient.get(TOKENS + "/" + personal.id()).json().get("effectiveScopes"))
                .extracting(JsonNode::textValue)
                .containsExactly("apiTokens.read");

        admin.put(path, TestJson.format("{'scopes':[]}")).expectStatus(200);
        ownerClient.get(TOKENS).expectError(403);
        assertThat(ownerClient.isAuthenticated()).isTrue();

        admin.put(path, TestJson.format("{'scopes':['apiTokens.write','apiTokens.read']}"))
                .expectStatus(200);
        ownerClient.post(TOKENS, "{}").expectError(400);
    }

    @Test
    void disabling_an_owner_stops_all_its_tokens() {
        String path = USERS + "/petra";
        admin.put(path, TestJson.format("{'scopes':['logs.read','apiTokens.read']}"))
                .expectStatus(201);
        ApiClient first = admin.withToken(
                admin.create("{'name':'1','owner':'petra','personalAccessToken':true,'scopes':['logs.read']}"));
        ApiClient second = admin.withToken(
                admin.create("{'name':'2','owner':'petra','personalAccessToken':true,'scopes':['apiTokens.read']}"));
        ApiClient service = admin.withToken(admin.create("{'name':'3','owner':'petra','scopes':['logs.read']}"));
        JsonNode counts = admin.get(path).json();
        assertThat(counts.get("tokens").intValue()).isEqualTo(3);
        assertThat(counts.get("personalTokens").intValue()).isEqualTo(2);

        admin.put(path, TestJson.format("{'enabled':false,'scopes':['logs.read','apiTokens.read']}"))
                .expectStatus(200);
        String anonymous = admin.withTokenValue(TamperedTokens.tokenValue(TamperedTokens.id()))
                .get(TOKENS)
                .expectError(401)
                .comparableText();
        assertThat(first.get(TOKENS).comparableText()).isEqualTo(anonymous);
        assertThat(second.get(TOKENS).comparableText()).isEqualTo(anonymous);
        assertThat(service.get(TOKENS).comparableText()).isEqualTo(anonymous);

        admin.put(path, TestJson.format("{'scopes':['logs.read','apiTokens.read']}"))
                .expectStatus(200);
        assertThat(first.isAuthenticated()).isTrue();
        assertThat(service.isAuthenticated()).isTrue();
        assertThat(second.get(TOKENS).status()).isEqualTo(200);
    }

    @Test
    void a_user_with_tokens_cannot_be_deleted() {
        String path = USERS + "/tom";
        admin.put(path, TestJson.format("{'scopes':['logs.read']}")).expectStatus(201);
        IssuedToken first =
                admin.create("{'name':'1','owner':'tom','personalAccessToken':true,'scopes':['logs.read']}");
        IssuedToken second = admin.create("{'name':'2','owner':'tom','scopes':['logs.read']}");

        admin.delete(path)
                .expectError(
                        409,
                        "The user still has 2 tokens (2 live). Delete them first, or give them to another owner with PATCH.");
        admin.delete(TOKENS + "/" + first.id()).expectStatus(204);
        admin.delete(path)
                .expectError(
                        409,
                        "The user still has 1 token (1 live). Delete it first, or give it to another owner with PATCH.");
        assertThat(admin.withToken(second).isAuthenticated()).isTrue();
        admin.delete(TOKENS + "/" + second.id()).expectStatus(204);
        admin.delete(path).expectStatus(204);
    }

    @Test
    void user_operations_require_their_scopes() {
        ApiClient reader = admin.withToken(admin.create("{'name':'r','owner':'r','scopes':['users.read']}"));
        ApiClient other = admin.withToken(admin.create("{'name':'o','owner':'o','scopes':['apiTokens.read']}"));

        reader.get(USERS).expectStatus(200);
        reader.put(USERS + "/new", TestJson.format("{'scopes':[]}"))
                .expectError(403, "Token is missing required scope. Use one of: users.write (Write users)");
        reader.delete(USERS + "/new").expectError(403);
        other.get(USERS).expectError(403, "Token is missing required scope. Use one of: users.read (Read users)");
        other.get(USERS + "/admin").expectError(403);
        admin.anonymous().get(USERS).expectError(401);
    }
}
