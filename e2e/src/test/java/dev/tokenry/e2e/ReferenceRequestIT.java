package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference request for creating a token. */
@ExtendWith(SharedStackExtension.class)
class ReferenceRequestIT {

    private static final String REFERENCE_BODY = TestJson.format(
            "{'personalAccessToken':false,'expirationDate':'now+14d','scopes':['metrics.read'],'name':'tokenName'}");

    private final TestStack stack;

    ReferenceRequestIT(TestStack stack) {
        this.stack = stack;
    }

    @ParameterizedTest
    @CsvSource({
        "/api, Api-Token",
        "/api, api-token",
        "/api, BEARER",
        "/e/default/api, Bearer",
        "/e/default/api, Api-Token",
        "/platform/classic/environment-api, bearer",
        "/platform/classic/environment-api, API-TOKEN"
    })
    void the_reference_request_returns_the_reference_response(String base, String scheme) {
        URI url = stack.origin().resolve(base + "/v2/apiTokens");

        ApiReply reply = Http.send(HttpRequest.newBuilder(url)
                .header("Authorization", scheme + " " + stack.admin().token())
                .header("Accept", "application/json; charset=utf-8")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(REFERENCE_BODY)));

        reply.expectStatus(201);
        IssuedToken issued = IssuedToken.from(reply);
        assertThat(TestJson.names(reply.json())).containsExactly("id", "token", "expirationDate");
        assertThat(issued.id()).matches("tk0c01\\.[A-Z2-7]{24}");
        assertThat(issued.token()).startsWith(issued.id() + ".");
        assertThat(issued.secret()).matches("[A-Z2-7]{64}");
        assertThat(reply.string("expirationDate")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(reply.string("expirationDate")))
                .isCloseTo(Instant.now().plus(Duration.ofDays(14)), within(20, ChronoUnit.SECONDS));
        assertThat(reply.header("Location")).isEqualTo(base + "/v2/apiTokens/" + issued.id());
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    }

    @Test
    void the_location_is_the_token_url_and_the_token_works_under_every_base_url() {
        ApiReply created = stack.admin().post("/v2/apiTokens/", REFERENCE_BODY).expectStatus(201);
        IssuedToken issued = IssuedToken.from(created);

        String location = created.header("Location");
        assertThat(location).isEqualTo("/api/v2/apiTokens/" + issued.id());
        for (URI base : stack.localTokenry().baseUrls()) {
            ApiReply ownToken =
                    stack.admin().withToken(issued).withBaseUrl(base).get("/v2/apiTokens/" + issued.id());
            assertThat(ownToken.expectStatus(200).string("name")).isEqualTo("tokenName");
        }
    }

    @Test
    void the_last_seven_characters_are_the_checksum_of_the_rest() {
        String token =
                stack.admin().create("{'name':'sum','scopes':['metrics.read']}").token();

        assertThat(token.substring(token.length() - 7))
                .isEqualTo(TamperedTokens.checksum(token.substring(0, token.length() - 7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'n','scopes':['metrics.read']}",
                "{'name':'n','scopes':['metrics.read'],'expirationDate':null,'personalAccessToken':null}"
            })
    void a_token_without_expiration_date_is_returned_without_one(String request) {
        ApiReply reply =
                stack.admin().post("/v2/apiTokens", TestJson.format(request)).expectStatus(201);

        assertThat(TestJson.names(reply.json())).containsExactly("id", "token");
    }

    @Test
    void two_identical_requests_create_two_tokens() {
        IssuedToken one = IssuedToken.from(
                stack.admin().post("/v2/apiTokens", REFERENCE_BODY).expectStatus(201));
        IssuedToken other = IssuedToken.from(
                stack.admin().post("/v2/apiTokens", REFERENCE_BODY).expectStatus(201));

        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(one.secret()).isNotEqualTo(other.secret());
    }
}
