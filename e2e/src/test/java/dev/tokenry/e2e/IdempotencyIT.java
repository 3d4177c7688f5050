package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Creating and regenerating tokens with an {@code Idempotency-Key}: repeated requests create one token, and a rotation
 * whose response was lost goes on.
 */
@ExtendWith(SharedStackExtension.class)
class IdempotencyIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final String OVERLAP = TestJson.format("{'overlapSeconds':3600}");

    private final ApiClient admin;
    private final String owner = "once-" + UUID.randomUUID().toString().substring(0, 8);
    private final String body = TestJson.format("{'name':'once','scopes':['metrics.read'],'owner':'%s'}", owner);
    private final String key = UUID.randomUUID().toString();

    IdempotencyIT(TestStack stack) {
        admin = stack.admin();
    }

    @Test
    void a_replay_returns_the_token_without_its_secret() {
        ApiReply first = create(admin, body, key).expectStatus(201);
        IssuedToken issued = IssuedToken.from(first);
        ApiReply replay = create(admin, body, key).expectStatus(200);

        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(replay.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(replay.header("Cache-Control")).isEqualTo("no-store");
        assertThat(replay.header("Location")).isEqualTo(first.header("Location"));
        assertThat(replay.body())
                .isEqualTo(admin.get(TOKENS + "/" + issued.id()).body());
        assertThat(replay.toString()).doesNotContain(issued.secret());
        assertThat(admin.withToken(issued).isAuthenticated()).isTrue();
        assertThat(ownedTokenCount()).isOne();
    }

    @Test
    void a_replay_returns_the_current_state_of_the_token() {
        IssuedToken issued = IssuedToken.from(create(admin, body, key).expectStatus(201));
        admin.put(TOKENS + "/" + issued.id(), TestJson.format("{'name':'renamed','enabled':false}"))
                .expectStatus(204);

        JsonNode replay = create(admin, body, key).expectStatus(200).json();

        assertThat(replay.path("name").textValue()).isEqualTo("renamed");
        assertThat(replay.path("enabled").booleanValue()).isFalse();
    }

    @Test
    void the_same_key_with_another_body_creates_nothing() {
        create(admin, body, key).expectStatus(201);

        create(admin, body + " ", key).expectError(422);
        assertThat(ownedTokenCount()).isOne();
    }

    @Test
    void a_replay_after_deletion_returns_404() {
        IssuedToken issued = IssuedToken.from(create(admin, body, key).expectStatus(201));
        admin.delete(TOKENS + "/" + issued.id()).expectStatus(204);

        create(admin, body, key).expectError(404);
        assertThat(ownedTokenCount()).isZero();
    }

    @Test
    void keys_of_different_callers_are_independent() {
        IssuedToken first = IssuedToken.from(create(admin, body, key).expectStatus(201));
        ApiClient second =
                admin.withToken(admin.create("{'name':'second','scopes':['apiTokens.write','TenantTokenManagement']}"));

        assertThat(IssuedToken.from(create(second, body, key).expectStatus(201)).id())
                .isNotEqualTo(first.id());
        assertThat(ownedTokenCount()).isEqualTo(2);
    }

    @Test
    void a_malformed_or_repeated_key_is_rejected() {
        create(admin, body, "a b").expectViolations("HEADER", "Idempotency-Key");
        create(admin, body, "a".repeat(129)).expectViolations("HEADER", "Idempotency-Key");
        create(admin, body, "a", "b").expectViolations("HEADER", "Idempotency-Key");
        create(admin, body, "a", "a").expectViolations("HEADER", "Idempotency-Key");
        assertThat(ownedTokenCount()).isZero();
    }

    @Test
    void concurrent_requests_with_one_key_create_one_token() throws Exception {
        ConcurrentClients.warmUp(() -> create(
                admin,
                TestJson.format("{'name':'warm','scopes':['metrics.read']}"),
                UUID.randomUUID().toString()));

        List<ApiReply> replies = ConcurrentClients.runConcurrently(() -> create(admin, body, key));

        assertThat(replies).extracting(ApiReply::status).containsOnlyOnce(201).isSubsetOf(201, 200, 409);
        assertThat(ownedTokenCount()).isOne();
        String id = IssuedToken.from(replies.stream()
                        .filter(it -> it.status() == 201)
                        .findAny()
                        .orElseThrow())
                .id();
        for (ApiReply reply : replies) {
            if (reply.status() == 200) {
                assertThat(reply.string("id")).isEqualTo(id);
                assertThat(reply.body()).doesNotContain("\"token\"");
            }
        }
    }

    @Test
    void the_previous_secret_repeats_the_regeneration_whose_response_was_lost() {
        IssuedToken previous = selfRotating();
        ApiReply lost = regenerate(previous, OVERLAP, key).expectStatus(200);

        ApiReply first = regenerate(previous, OVERLAP, key).expectStatus(200);
        ApiReply second = regenerate(previous, OVERLAP, key).expectStatus(200);

        assertThat(admin.withToken(IssuedToken.from(lost)).isAuthenticated()).isFalse();
        assertThat(admin.withToken(IssuedToken.from(first)).isAuthenticated()).isFalse();
        assertThat(admin.withToken(IssuedToken.from(second)).isAuthenticated()).isTrue();
        assertThat(admin.withToken(previous).isAuthenticated()).isTrue();
        assertThat(second.header("Cache-Control")).isEqualTo("no-store");
        assertThat(second.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.string("previousSecretValidUntil")).isEqualTo(lost.string("previousSecretValidUntil"));
    }

    @Test
    void the_previous_secret_repeats_no_regeneration_once_the_new_secret_was_used() {
        IssuedToken previous = selfRotating();
        IssuedToken current =
                IssuedToken.from(regenerate(previous, OVERLAP, key).expectStatus(200));
        assertThat(admin.withToken(current).isAuthenticated()).isTrue();

        expectPreviousSecretRejected(regenerate(previous, OVERLAP, key));
        assertThat(admin.withToken(current).isAuthenticated()).isTrue();
    }

    @Test
    void the_previous_secret_repeats_no_regeneration_with_another_key_or_body() {
        IssuedToken previous = selfRotating();
        IssuedToken current =
                IssuedToken.from(regenerate(previous, OVERLAP, key).expectStatus(200));

        expectPreviousSecretRejected(
                regenerate(previous, OVERLAP, UUID.randomUUID().toString()));
        expectPreviousSecretRejected(regenerate(previous, OVERLAP));
        expectPreviousSecretRejected(regenerate(previous, OVERLAP + " ", key));
        expectPreviousSecretRejected(regenerate(previous, TestJson.format("{'overlapSeconds':7200}"), key));
        assertThat(admin.withToken(current).isAuthenticated()).isTrue();
    }

    private static void expectPreviousSecretRejected(ApiReply reply) {
        assertThat(reply.expectError(403).json().at("/error/reason").textValue())
                .isEqualTo("previous-secret");
    }

    private IssuedToken selfRotating() {
        return admin.create("{'name':'rotated','scopes':['apiTokens.rotateSelf']}");
    }

    /** Regenerates a token with itself. */
    private ApiReply regenerate(IssuedToken token, String body, String... keys) {
        return post(admin.withToken(token), TOKENS + "/" + token.id() + "/regenerate", body, keys);
    }

    private int ownedTokenCount() {
        return (int)
                admin
                        .get(TOKENS + "?pageSize=1000")
                        .expectStatus(200)
                        .json()
                        .path("apiTokens")
                        .findValuesAsText("owner")
                        .stream()
                        .filter(owner::equals)
                        .count();
    }

    private static ApiReply create(ApiClient client, String body, String... keys) {
        return post(client, TOKENS, body, keys);
    }

    private static ApiReply post(ApiClient client, String path, String body, String... keys) {
        var request =
                client.request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        for (String each : keys) {
            request.header("Idempotency-Key", each);
        }
        return Http.send(request);
    }
}
