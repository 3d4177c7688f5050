package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Revoking token values that were found, without a token. */
@ExtendWith(SharedStackExtension.class)
class RevocationIT {

    private static final String TOKENS = "/v2/apiTokens/";
    private static final String SOURCE = "https://github.com/acme/shop/blob/main/deploy.sh";

    private final ApiClient admin;
    private final ApiClient finder;

    RevocationIT(TestStack stack) {
        admin = stack.admin();
        finder = stack.anonymousClient();
    }

    @Test
    void a_token_is_rejected_from_the_next_request_on_and_needs_another_secret() {
        IssuedToken found = create("found");
        assertThat(admin.withToken(found).isAuthenticated()).isTrue();

        revoke(found.token()).expectStatus(202);

        assertThat(admin.withToken(found).isAuthenticated()).isFalse();
        assertThat(admin.get(TOKENS + found.id()).string("status")).isEqualTo("leaked");
        assertThat(admin.get(TOKENS + found.id()).string("disabledReason")).isEqualTo("leaked");
        assertThat(statusInList(found)).isEqualTo("leaked");
        assertThat(enable(found)
                        .expectError(400)
                        .json()
                        .at("/error/constraintViolations/0/reason")
                        .textValue())
                .isEqualTo("leaked");
        regenerate(found, "{'overlapSeconds':600}").expectViolations("PAYLOAD_BODY", "overlapSeconds");

        IssuedToken regenerated = IssuedToken.from(regenerate(found, "{}").expectStatus(200));

        assertThat(admin.get(TOKENS + found.id()).string("status")).isEqualTo("disabled");
        assertThat(enable(found).expectStatus(200).string("status")).isEqualTo("active");
        assertThat(admin.withToken(regenerated).isAuthenticated()).isTrue();
        assertThat(admin.withToken(found).isAuthenticated()).isFalse();
    }

    private String statusInList(IssuedToken issued) {
        ApiReply list = admin.get("/v2/apiTokens?fields=status&apiTokenSelector="
                + URLEncoder.encode("status(\"leaked\"),text(\"" + issued.id() + "\")", StandardCharsets.UTF_8));
        return list.json().at("/apiTokens/0/status").textValue();
    }

    @Test
    void the_previous_secret_ends_its_overlap() {
        IssuedToken previous = create("previous");
        IssuedToken current =
                IssuedToken.from(regenerate(previous, "{'overlapSeconds':600}").expectStatus(200));

        revoke(previous.token()).expectStatus(202);

        assertThat(admin.withToken(previous).isAuthenticated()).isFalse();
        assertThat(admin.withToken(current).isAuthenticated()).isTrue();
        assertThat(admin.get(TOKENS + current.id()).json().has("previousSecretValidUntil"))
                .isFalse();
    }

    @Test
    void a_secret_that_no_longer_works_is_recorded_as_used() {
        IssuedToken replaced = create("replaced");
        IssuedToken current = IssuedToken.from(regenerate(replaced, "{}").expectStatus(200));

        revoke(replaced.token()).expectStatus(202);

        assertThat(admin.withToken(current).isAuthenticated()).isTrue();
        assertThat(admin.get(TOKENS + current.id())
                        .json()
                        .at("/retiredSecretUse/count")
                        .intValue())
                .isEqualTo(1);
        assertThat(events(current, "token.retiredSecretUsed")
                        .getFirst()
                        .at("/retiredSecretUse/count")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void the_history_says_which_secret_was_found_and_where() {
        IssuedToken previous = create("twice");
        IssuedToken current =
                IssuedToken.from(regenerate(previous, "{'overlapSeconds':600}").expectStatus(200));

        revoke(previous.token()).expectStatus(202);
        revoke(current.token()).expectStatus(202);
        revoke(current.token()).expectStatus(202);

        var leaks = events(current, "token.leaked", 2);
        assertThat(leaks).hasSize(2);
        assertThat(leaks)
                .extracting(event -> event.at("/leak/secret").textValue())
                .containsExactly("current", "previous");
        assertThat(leaks).allSatisfy(event -> {
            assertThat(event.at("/leak/source").textValue()).isEqualTo(SOURCE);
            assertThat(event.at("/actor/kind").textValue()).isEqualTo("possession");
            assertThat(event.at("/actor/tokenId").textValue()).isEqualTo(current.id());
            assertThat(event.at("/operation").textValue()).isEqualTo("revokeTokens");
        });
    }

    @Test
    void whatever_is_sent_gets_the_same_response() {
        IssuedToken disabled = admin.create("{'name':'disabled','scopes':['metrics.read'],'enabled':false}");
        IssuedToken deleted = create("deleted");
        admin.delete(TOKENS + deleted.id()).expectStatus(204);
        admin.put("/v2/users/stopped", TestJson.format("{'scopes':['metrics.read']}"))
                .expectStatus(201);
        IssuedToken ofDisabledOwner = admin.create("{'name':'stopped','owner':'stopped','scopes':['metrics.read']}");
        admin.put("/v2/users/stopped", TestJson.format("{'scopes':['metrics.read'],'enabled':false}"))
                .expectStatus(200);
        IssuedToken active = create("active");
        ApiReply expected = revoke("password").expectStatus(202);

        for (String value : List.of(
                active.token(),
                active.token(),
                disabled.token(),
                deleted.token(),
                ofDisabledOwner.token(),
                TamperedTokens.tokenValue(active.id()),
                TamperedTokens.tokenValue(TamperedTokens.id()),
                TamperedTokens.mistyped(active.token(), 40),
                active.id(),
                "")) {
            ApiReply reply = revoke(value);
            assertThat(reply.comparableText()).isEqualTo(expected.comparableText());
        }
        for (IssuedToken each : List.of(active, disabled, ofDisabledOwner)) {
            assertThat(admin.get(TOKENS + each.id()).string("status")).isEqualTo("leaked");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{'tokens':[]}",
                "{'tokens':'x'}",
                "{'tokens':[1]}",
                "{'tokens':['x'],'source':1}",
                "{'tokens':['x'],'token':'x'}"
            })
    void an_invalid_body_is_an_error_of_the_api(String body) {
        finder.post(TOKENS + "revoke", TestJson.format(body)).expectError(400);
    }

    static Stream<String> bodiesThatAreTooLong() {
        return Stream.of(
                "{'tokens':[" + "'x',".repeat(20) + "'x']}", "{'tokens':['x'],'source':'" + "x".repeat(501) + "'}");
    }

    @ParameterizedTest
    @MethodSource("bodiesThatAreTooLong")
    void a_body_with_too_much_is_an_error_of_the_api(String body) {
        finder.post(TOKENS + "revoke", TestJson.format(body)).expectError(400);
    }

    @Test
    void other_methods_of_the_path_need_a_token() {
        finder.get(TOKENS + "revoke").expectError(401);
        finder.delete(TOKENS + "revoke").expectError(401);
    }

    /** However the requests are ordered: no secret that was found works, and a new one is not revoked. */
    @Test
    void a_revocation_during_regenerations_and_changes_ends_what_was_found_and_no_new_secret() throws Exception {
        for (int i = 0; i < 10; i++) {
            IssuedToken found = create("raced");
            List<Callable<ApiReply>> calls = List.of(
                    () -> revoke(found.token()),
                    () -> regenerate(found, "{}"),
                    () -> admin.send("PATCH", TOKENS + found.id(), TestJson.format("{'description':'changed'}")),
                    () -> revoke(found.token()));
            List<ApiReply> replies = atOnce(calls);

            assertThat(replies.getFirst().status()).isEqualTo(202);
            assertThat(replies.getLast().status()).isEqualTo(202);
            assertThat(admin.withToken(found).isAuthenticated()).isFalse();
            ApiReply regenerated = replies.get(1);
            ApiReply now = admin.get(TOKENS + found.id()).expectStatus(200);
            if (regenerated.status() == 200) {
                // Regenerated before, the token goes on; regenerated after, it has lost its mark and stays disabled.
                assertThat(now.string("status")).isIn("active", "disabled");
                assertThat(admin.withToken(IssuedToken.from(regenerated)).isAuthenticated())
                        .isEqualTo(now.string("status").equals("active"));
            } else {
                assertThat(regenerated.status()).isEqualTo(409);
                assertThat(now.string("status")).isEqualTo("leaked");
            }
        }
    }

    private static List<ApiReply> atOnce(List<Callable<ApiReply>> calls) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<ApiReply> replies = new ArrayList<>();
            for (Future<ApiReply> reply : executor.invokeAll(calls)) {
                replies.add(reply.get());
            }
            return replies;
        }
    }

    private List<JsonNode> events(IssuedToken issued, String action) {
        return events(issued, action, 1);
    }

    /** Returns the events with this action, when there are as many. */
    private List<JsonNode> events(IssuedToken issued, String action, int count) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        List<JsonNode> found = new ArrayList<>();
        while (found.size() < count && Instant.now().isBefore(deadline)) {
            found.clear();
            admin.get(TOKENS + issued.id() + "/events").json().get("events").forEach(event -> {
                if (event.get("action").textValue().equals(action)) {
                    found.add(event);
                }
            });
        }
        return found;
    }

    private IssuedToken create(String name) {
        return admin.create("{'name':'" + name + "','scopes':['metrics.read','apiTokens.read']}");
    }

    private ApiReply enable(IssuedToken issued) {
        return admin.send("PATCH", TOKENS + issued.id(), TestJson.format("{'enabled':true}"));
    }

    private ApiReply regenerate(IssuedToken issued, String body) {
        return admin.post(TOKENS + issued.id() + "/regenerate", TestJson.format(body));
    }

    private ApiReply revoke(String tokenValue) {
        return finder.post(TOKENS + "revoke", TestJson.format("{'tokens':['%s'],'source':'%s'}", tokenValue, SOURCE));
    }
}
