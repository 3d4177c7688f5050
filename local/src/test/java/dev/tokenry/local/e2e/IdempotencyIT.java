package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Creating with an {@code Idempotency-Key}: one token, however often it is asked for. */
@ExtendWith(SharedStack.class)
class IdempotencyIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final Caller admin;
    private final String owner = "once-" + UUID.randomUUID().toString().substring(0, 8);
    private final String body = Json.of("{'name':'once','scopes':['metrics.read'],'owner':'%s'}", owner);
    private final String key = UUID.randomUUID().toString();

    IdempotencyIT(TestStack stack) {
        admin = stack.admin();
    }

    @Test
    void a_repetition_is_told_of_the_token_and_not_its_secret() {
        Reply first = create(admin, body, key).is(201);
        Issued issued = Issued.in(first);
        Reply again = create(admin, body, key).is(200);

        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.header("Cache-Control")).isEqualTo("no-store");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.body()).isEqualTo(admin.get(TOKENS + "/" + issued.id()).body());
        assertThat(again.toString()).doesNotContain(issued.secret());
        assertThat(admin.with(issued).isIn()).isTrue();
        assertThat(owned()).isOne();
    }

    @Test
    void a_repetition_shows_the_token_as_it_is_now() {
        Issued issued = Issued.in(create(admin, body, key).is(201));
        admin.put(TOKENS + "/" + issued.id(), Json.of("{'name':'renamed','enabled':false}"))
                .is(204);

        JsonNode again = create(admin, body, key).is(200).json();

        assertThat(again.path("name").textValue()).isEqualTo("renamed");
        assertThat(again.path("enabled").booleanValue()).isFalse();
    }

    @Test
    void the_same_key_with_another_body_makes_nothing() {
        create(admin, body, key).is(201);

        create(admin, body + " ", key).isError(422);
        assertThat(owned()).isOne();
    }

    @Test
    void after_a_delete_there_is_nothing_to_repeat() {
        Issued issued = Issued.in(create(admin, body, key).is(201));
        admin.delete(TOKENS + "/" + issued.id()).is(204);

        create(admin, body, key).isError(404);
        assertThat(owned()).isZero();
    }

    @Test
    void another_caller_has_keys_of_its_own() {
        Issued first = Issued.in(create(admin, body, key).is(201));
        Caller second =
                admin.with(admin.create("{'name':'second','scopes':['apiTokens.write','TenantTokenManagement']}"));

        assertThat(Issued.in(create(second, body, key).is(201)).id()).isNotEqualTo(first.id());
        assertThat(owned()).isEqualTo(2);
    }

    @Test
    void a_key_that_is_malformed_or_given_twice_is_refused() {
        create(admin, body, "a b").names("HEADER", "Idempotency-Key");
        create(admin, body, "a".repeat(129)).names("HEADER", "Idempotency-Key");
        create(admin, body, "a", "b").names("HEADER", "Idempotency-Key");
        create(admin, body, "a", "a").names("HEADER", "Idempotency-Key");
        assertThat(owned()).isZero();
    }

    @Test
    void of_many_at_once_with_one_key_one_makes_a_token() throws Exception {
        Crowd.warmUp(() -> create(
                admin,
                Json.of("{'name':'warm','scopes':['metrics.read']}"),
                UUID.randomUUID().toString()));

        List<Reply> replies = Crowd.together(() -> create(admin, body, key));

        assertThat(replies).extracting(Reply::status).containsOnlyOnce(201).isSubsetOf(201, 200, 409);
        assertThat(owned()).isOne();
        String id = Issued.in(replies.stream()
                        .filter(it -> it.status() == 201)
                        .findAny()
                        .orElseThrow())
                .id();
        for (Reply reply : replies) {
            if (reply.status() == 200) {
                assertThat(reply.text("id")).isEqualTo(id);
                assertThat(reply.body()).doesNotContain("\"token\"");
            }
        }
    }

    private int owned() {
        return (int)
                admin.get(TOKENS + "?pageSize=1000").is(200).json().path("apiTokens").findValuesAsText("owner").stream()
                        .filter(owner::equals)
                        .count();
    }

    private static Reply create(Caller caller, String body, String... keys) {
        var request = caller.request(TOKENS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        for (String each : keys) {
            request.header("Idempotency-Key", each);
        }
        return Http.send(request);
    }
}
