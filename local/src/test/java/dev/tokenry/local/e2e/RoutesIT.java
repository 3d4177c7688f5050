package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request ends up that goes where nothing is. */
@ExtendWith(SharedStack.class)
class RoutesIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final TestStack stack;
    private final Caller admin;

    RoutesIT(TestStack stack) {
        this.stack = stack;
        admin = stack.admin();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, ''",
        "GET, /",
        "GET, /v2",
        "GET, /v2/",
        "GET, /v1/apiTokens",
        "GET, /v2/apitokens",
        "GET, /v2/apiTokens/a/b",
        "GET, /v2//apiTokens",
        "GET, //v2/apiTokens",
        "GET, //",
        "GET, /v2/apiTokens//",
        "GET, /v2/%61piTokens",
        "GET, /v2/apiTokens/../apiTokens",
        "PATCH, /v2/apiTokens",
        "PUT, /v2/apiTokens",
        "DELETE, /v2/apiTokens",
        "HEAD, /v2/apiTokens",
        "OPTIONS, /v2/apiTokens",
        "POST, /v2/apiTokens/tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA",
        "GET, /v2/apiTokens/tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA/regenerate",
        "POST, /v2/scopes",
        "GET, /v2/scopes/AI",
        "POST, /v2/apiTokens/lookup/x",
        "GET, /v2/projects/alpha/snapshots",
        "POST, /v2/projects//snapshots",
        "POST, /v2/projects/alpha",
        "BREW, /v2/coffee"
    })
    void where_nothing_is_the_answer_is_a_404_with_and_without_credentials(String method, String path) {
        String expected = admin.nobody().get("/v2/nothing").isError(404).whole();

        for (Caller caller :
                List.of(admin, admin.nobody(), admin.holder("garbage"), admin.holder(Forged.token(Forged.id())))) {
            for (URI base : stack.running().baseUrls()) {
                Reply reply = caller.at(base).send(method, path, "{}");
                if (method.equals("HEAD")) {
                    assertThat(reply.status()).isEqualTo(404);
                } else {
                    assertThat(reply.whole()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void a_trailing_slash_leads_to_the_same() {
        Issued issued = admin.create("{'name':'slash','scopes':['metrics.read']}");

        assertThat(admin.get(TOKENS + "/?pageSize=1")
                        .is(200)
                        .json()
                        .get("pageSize")
                        .intValue())
                .isEqualTo(1);
        assertThat(admin.get(TOKENS + "/" + issued.id() + "/").is(200).text("id"))
                .isEqualTo(issued.id());
        Issued renewed = Issued.in(
                admin.post(TOKENS + "/" + issued.id() + "/regenerate/").is(200));
        assertThat(renewed.id()).isEqualTo(issued.id());
        admin.put(TOKENS + "/" + issued.id() + "/", Json.of("{'name':'n'}")).is(204);
        admin.delete(TOKENS + "/" + issued.id() + "/").is(204);
        admin.nobody().get(TOKENS + "/").isError(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lookup",
                "bulk",
                "x",
                "tk0c01",
                "tk0c01.",
                "tk0c01.AAAAAAAAAAAAAAAAAAAAAAA",
                "tk0c01.aaaaaaaaaaaaaaaaaaaaaaaa",
                "tk0c01%2EAAAAAAAAAAAAAAAAAAAAAAAA",
                "tk0c01.AAAAAAAAAAAAAAAAAAAAAAA%41",
                "tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA%00",
                "dt0c01.AAAAAAAAAAAAAAAAAAAAAAAA",
                "bootstrap%231",
                "pepper%231"
            })
    void what_is_no_id_is_as_unknown_as_an_id_that_never_was(String id) {
        String unknown = admin.get(TOKENS + "/" + Forged.id()).isError(404).whole();

        assertThat(admin.get(TOKENS + "/" + id).whole()).isEqualTo(unknown);
        assertThat(admin.delete(TOKENS + "/" + id).whole()).isEqualTo(unknown);
        assertThat(admin.put(TOKENS + "/" + id, "{}").whole()).isEqualTo(unknown);
        assertThat(admin.send("PATCH", TOKENS + "/" + id, "{}").whole()).isEqualTo(unknown);
        assertThat(admin.post(TOKENS + "/" + id + "/regenerate").whole()).isEqualTo(unknown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/v2/apiTokens",
                "/other/v2/apiTokens",
                "/apis/v2/apiTokens",
                "/e/api/v2/apiTokens",
                "/e//api/v2/apiTokens",
                "/e/a/b/api/v2/apiTokens",
                "/platform/classic/v2/apiTokens",
                "/API/v2/apiTokens"
            })
    void outside_the_known_addresses_the_gateway_alone_answers(String path) {
        for (Caller caller : List.of(admin, admin.nobody())) {
            Reply reply = caller.at(stack.origin()).get(path).is(403);

            // One of the answers that API Gateway does not let anyone shape: no API is known yet.
            assertThat(reply.body()).isEqualTo("{\"message\":\"Forbidden\"}");
        }
    }
}
