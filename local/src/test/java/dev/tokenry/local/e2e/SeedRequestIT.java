package dev.tokenry.local.e2e;

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

/** The call that Tokenry was asked for, as its page shows it. */
@ExtendWith(SharedStack.class)
class SeedRequestIT {

    private static final String SEED = Json.of(
            "{'personalAccessToken':false,'expirationDate':'now+14d','scopes':['metrics.read'],'name':'tokenName'}");

    private final TestStack stack;

    SeedRequestIT(TestStack stack) {
        this.stack = stack;
    }

    @ParameterizedTest
    @CsvSource({
        "/api, Api-Token",
        "/api, api-token",
        "/api, BEARER",
        "/e/x/api, Bearer",
        "/e/abc12345/api, Api-Token",
        "/platform/classic/environment-api, bearer",
        "/platform/classic/environment-api, API-TOKEN"
    })
    void the_seeds_request_is_answered_in_the_seeds_shape(String base, String scheme) {
        URI url = stack.origin().resolve(base + "/v2/apiTokens");

        Reply reply = Http.send(HttpRequest.newBuilder(url)
                .header("Authorization", scheme + " " + stack.admin().token())
                .header("Accept", "application/json; charset=utf-8")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(SEED)));

        reply.is(201);
        Issued issued = Issued.in(reply);
        assertThat(Json.names(reply.json())).containsExactly("id", "token", "expirationDate");
        assertThat(issued.id()).matches("tk0c01\\.[A-Z2-7]{24}");
        assertThat(issued.token()).startsWith(issued.id() + ".");
        assertThat(issued.secret()).matches("[A-Z2-7]{64}");
        assertThat(reply.text("expirationDate")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(reply.text("expirationDate")))
                .isCloseTo(Instant.now().plus(Duration.ofDays(14)), within(20, ChronoUnit.SECONDS));
        assertThat(reply.header("Location")).isEqualTo(base + "/v2/apiTokens/" + issued.id());
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    }

    @Test
    void the_location_leads_to_the_token_and_the_token_works_under_every_address() {
        Reply created = stack.admin().post("/v2/apiTokens/", SEED).is(201);
        Issued issued = Issued.in(created);

        String location = created.header("Location");
        assertThat(location).isEqualTo("/api/v2/apiTokens/" + issued.id());
        for (URI base : stack.running().baseUrls()) {
            Reply own = stack.admin().with(issued).at(base).get("/v2/apiTokens/" + issued.id());
            assertThat(own.is(200).text("name")).isEqualTo("tokenName");
        }
    }

    @Test
    void the_last_seven_characters_are_the_checksum_of_the_rest() {
        String token =
                stack.admin().create("{'name':'sum','scopes':['metrics.read']}").token();

        assertThat(token.substring(token.length() - 7))
                .isEqualTo(Forged.checksum(token.substring(0, token.length() - 7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'n','scopes':['metrics.read']}",
                "{'name':'n','scopes':['metrics.read'],'expirationDate':null,'personalAccessToken':null}"
            })
    void a_token_without_an_end_is_answered_without_one(String request) {
        Reply reply = stack.admin().post("/v2/apiTokens", Json.of(request)).is(201);

        assertThat(Json.names(reply.json())).containsExactly("id", "token");
    }

    @Test
    void two_requests_alike_make_two_tokens() {
        Issued one = Issued.in(stack.admin().post("/v2/apiTokens", SEED).is(201));
        Issued other = Issued.in(stack.admin().post("/v2/apiTokens", SEED).is(201));

        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(one.secret()).isNotEqualTo(other.secret());
    }
}
