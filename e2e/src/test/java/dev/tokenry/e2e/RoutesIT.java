package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses for unknown routes. */
@ExtendWith(SharedStackExtension.class)
class RoutesIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final TestStack stack;
    private final ApiClient admin;

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
    void unknown_routes_return_404_with_and_without_credentials(String method, String path) {
        String expected = admin.anonymous().get("/v2/nothing").expectError(404).comparableText();

        for (ApiClient client : List.of(
                admin,
                admin.anonymous(),
                admin.withTokenValue("garbage"),
                admin.withTokenValue(TamperedTokens.tokenValue(TamperedTokens.id())))) {
            for (URI base : stack.localTokenry().baseUrls()) {
                ApiReply reply = client.withBaseUrl(base).send(method, path, "{}");
                if (method.equals("HEAD")) {
                    assertThat(reply.status()).isEqualTo(404);
                } else {
                    assertThat(reply.comparableText()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void a_trailing_slash_is_ignored() {
        IssuedToken issued = admin.create("{'name':'slash','scopes':['metrics.read']}");

        assertThat(admin.get(TOKENS + "/?pageSize=1")
                        .expectStatus(200)
                        .json()
                        .get("pageSize")
                        .intValue())
                .isEqualTo(1);
        assertThat(admin.get(TOKENS + "/" + issued.id() + "/").expectStatus(200).string("id"))
                .isEqualTo(issued.id());
        IssuedToken regenerated = IssuedToken.from(
                admin.post(TOKENS + "/" + issued.id() + "/regenerate/").expectStatus(200));
        assertThat(regenerated.id()).isEqualTo(issued.id());
        admin.put(TOKENS + "/" + issued.id() + "/", TestJson.format("{'name':'n'}"))
                .expectStatus(204);
        admin.delete(TOKENS + "/" + issued.id() + "/").expectStatus(204);
        admin.anonymous().get(TOKENS + "/").expectError(401);
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
    void a_malformed_id_returns_the_same_404_as_an_unknown_id(String id) {
        String unknown =
                admin.get(TOKENS + "/" + TamperedTokens.id()).expectError(404).comparableText();

        assertThat(admin.get(TOKENS + "/" + id).comparableText()).isEqualTo(unknown);
        assertThat(admin.delete(TOKENS + "/" + id).comparableText()).isEqualTo(unknown);
        assertThat(admin.put(TOKENS + "/" + id, "{}").comparableText()).isEqualTo(unknown);
        assertThat(admin.send("PATCH", TOKENS + "/" + id, "{}").comparableText())
                .isEqualTo(unknown);
        assertThat(admin.post(TOKENS + "/" + id + "/regenerate").comparableText())
                .isEqualTo(unknown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/e/other/api/v2/apiTokens",
                "/e/Default/api/v2/apiTokens",
                "/e/default2/api/v2/scopes",
                "/e/default/v2/apiTokens",
                "/e/api/v2/apiTokens",
                "/e/v2/apiTokens",
                "/e//api/v2/apiTokens",
                "/e/a/default/api/v2/apiTokens",
                "/e/other/api",
                "/e"
            })
    void another_environment_is_not_found(String path) {
        for (ApiClient client : List.of(admin, admin.anonymous())) {
            ApiReply reply = client.withBaseUrl(stack.origin()).get(path).expectStatus(404);

            assertThat(reply.json().at("/error/reason").textValue()).isEqualTo("not-found");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/v2/apiTokens",
                "/other/v2/apiTokens",
                "/apis/v2/apiTokens",
                "/platform/classic/v2/apiTokens",
                "/API/v2/apiTokens"
            })
    void requests_outside_the_base_urls_get_the_gateway_response(String path) {
        for (ApiClient client : List.of(admin, admin.anonymous())) {
            ApiReply reply = client.withBaseUrl(stack.origin()).get(path).expectStatus(403);

            // API Gateway does not allow this response to be customized, because the API is not known.
            assertThat(reply.body()).isEqualTo("{\"message\":\"Forbidden\"}");
        }
    }
}
