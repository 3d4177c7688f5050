package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Creating tokens with an {@code Idempotency-Key}: repeated requests create one token. */
@ExtendWith(SharedStackExtension.class)
class IdempotencyIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final ApiClient admin;
    private final String owner = "once-" + UUID.randomUUID().toString().substring(0, 8);
    private final String body = Json.format("{'name':'once','scopes':['metrics.read'],'owner':'%s'}", owner);
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
        assertThat(replay.body()).isEqualTo(admin.get(TOKENS + "/" + issued.id()).body());
        assertThat(replay.toString()).doesNotContain(issued.secret());
        assertThat(admin.withToken(issued).isAuthenticated()).isTrue();
        assertThat(ownedTokenCount()).isOne();
    }

    @Test
    void a_replay_returns_the_current_state_of_the_token() {
        IssuedToken issued = IssuedToken.from(create(admin, body, key).expectStatus(201));
        admin.put(TOKENS + "/" + issued.id(), Json.format("{'name':'renamed','enabled':false}"))
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

        assertThat(IssuedToken.from(create(second, body, key).expectStatus(201)).id()).isNotEqualTo(first.id());
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
                Json.format("{'name':'warm','scopes':['metrics.read']}"),
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

    private int ownedTokenCount() {
        return (int)
                admin.get(TOKENS + "?pageSize=1000").expectStatus(200).json().path("apiTokens").findValuesAsText("owner").stream()
                        .filter(owner::equals)
                        .count();
    }

    private static ApiReply create(ApiClient client, String body, String... keys) {
        var request = client.request(TOKENS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        for (String each : keys) {
            request.header("Idempotency-Key", each);
        }
        return Http.send(request);
    }
}
