package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Looking up a token by its value, with permission to see it. */
@ExtendWith(SharedStackExtension.class)
class LookupIT {

    private static final String TOKENS = "/v2/apiTokens/";

    private final ApiClient admin;

    LookupIT(TestStack stack) {
        admin = stack.admin();
    }

    @Test
    void a_token_value_returns_the_token_metadata() {
        IssuedToken issued = admin.create("{'name':'found','description':'d','owner':'l','scopes':['metrics.read']}");

        ApiReply reply = lookUp(admin, issued.token()).expectStatus(200);

        ApiReply record = admin.get(TOKENS + issued.id());
        assertThat(reply.body()).isEqualTo(record.body()).doesNotContain(issued.secret());
        assertThat(reply.header("ETag")).isEqualTo(record.header("ETag"));
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void a_disabled_token_is_found() {
        IssuedToken issued = admin.create("{'name':'stopped','scopes':['metrics.read'],'enabled':false}");

        assertThat(lookUp(admin, issued.token()).string("id")).isEqualTo(issued.id());
    }

    @Test
    void a_previous_secret_is_found_until_the_overlap_ends() {
        IssuedToken old = admin.create("{'name':'old','scopes':['metrics.read']}");
        IssuedToken regenerated = IssuedToken.from(
                admin.post(TOKENS + old.id() + "/regenerate", TestJson.format("{'overlapSeconds':600}"))
                        .expectStatus(200));

        assertThat(lookUp(admin, old.token()).string("id")).isEqualTo(old.id());
        assertThat(lookUp(admin, regenerated.token()).string("id")).isEqualTo(old.id());
        admin.send("PATCH", TOKENS + old.id(), TestJson.format("{'previousSecretValidUntil':null}"))
                .expectStatus(200);
        lookUp(admin, old.token()).expectError(404);
    }

    @Test
    void invalid_and_invisible_tokens_return_the_same_404() {
        IssuedToken reader = admin.create("{'name':'r','owner':'l','scopes':['apiTokens.read']}");
        IssuedToken mine = admin.create("{'name':'m','owner':'l','scopes':['metrics.read']}");
        IssuedToken foreign = admin.create("{'name':'f','owner':'m','scopes':['metrics.read']}");
        IssuedToken deleted = admin.create("{'name':'d','owner':'l','scopes':['metrics.read']}");
        admin.delete(TOKENS + deleted.id()).expectStatus(204);
        ApiClient client = admin.withToken(reader);
        lookUp(client, mine.token()).expectStatus(200);
        String unknown = lookUp(client, TamperedTokens.tokenValue(TamperedTokens.id()))
                .expectError(404)
                .comparableText();

        for (String token : List.of(
                foreign.token(),
                deleted.token(),
                TamperedTokens.tokenValue(mine.id()),
                TamperedTokens.mistyped(mine.token(), 40))) {
            assertThat(lookUp(client, token).comparableText()).isEqualTo(unknown);
        }
        for (String text : List.of(mine.id(), mine.token().substring(0, 90), "garbage", "")) {
            lookUp(client, text).expectViolations("PAYLOAD_BODY", "token");
        }
        lookUp(client, " Bearer " + mine.token() + " ").expectStatus(200);
        assertThat(client.get(TOKENS + TamperedTokens.id()).comparableText()).isEqualTo(unknown);
    }

    @Test
    void lookup_requires_the_scope_api_tokens_read() {
        IssuedToken withoutReadScope = admin.create("{'name':'b','scopes':['apiTokens.write']}");

        lookUp(admin.withToken(withoutReadScope), withoutReadScope.token())
                .expectError(403, "Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
        lookUp(admin.anonymous(), withoutReadScope.token()).expectError(401);
        admin.get(TOKENS + "lookup").expectError(404);
        admin.post(TOKENS + "lookup", "{}").expectViolations("PAYLOAD_BODY", "token");
    }

    private static ApiReply lookUp(ApiClient client, String token) {
        return client.post(TOKENS + "lookup", TestJson.format("{'token':'%s'}", token));
    }
}
