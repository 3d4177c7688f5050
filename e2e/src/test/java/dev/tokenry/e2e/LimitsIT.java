package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A stack that gets limits after tokens were created. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final Duration MAX = Duration.ofDays(90);
    private static final int CALLS = Integer.getInteger("tokenry.limits.calls", 40);

    private TestStack stack;
    private ApiClient admin;
    private IssuedToken old;
    private IssuedToken oldPipeline;

    @BeforeAll
    void start(@TempDir Path data) {
        try (TestStack unlimited = TestStack.start(data)) {
            ApiClient first = unlimited.admin();
            admin = first.withToken(
                    first.create(
                            "{'name':'admin','scopes':['TenantTokenManagement','apiTokens.write','apiTokens.read','metrics.read']}"));
            old = first.create("{'name':'old','owner':'ci','scopes':['metrics.read']}");
            oldPipeline = first.create("{'name':'pipeline','owner':'ci','scopes':['apiTokens.rotateSelf']}");
            for (int i = 0; i < 5; i++) {
                first.create("{'name':'changed','owner':'ci','scopes':['metrics.read']}");
            }
        }
        stack = TestStack.start(
                data, Map.of("MaxTokenLifetime", "90", "RequireAllowedIps", "true", "MaxTokensPerOwner", "60"));
        admin = stack.clientWithToken(String.valueOf(admin.token()));
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void every_token_can_read_the_limits() {
        assertThat(admin.withToken(old)
                        .get("/v2/configuration")
                        .expectStatus(200)
                        .json()
                        .toString())
                .isEqualTo("{\"environmentId\":\"default\",\"tokenPrefix\":\"tk0c01\",\"limits\":{"
                        + "\"maxTokenLifetime\":90,\"requireExpiration\":false,\"maxTokensPerOwner\":60,"
                        + "\"requireAllowedIps\":true}}");
    }

    @Test
    void tokens_that_are_older_than_the_limits_are_marked_and_found() {
        assertThat(admin.get(TOKENS + "/" + old.id())
                        .json()
                        .get("violatedLimits")
                        .toString())
                .isEqualTo("[\"maxTokenLifetime\",\"requireAllowedIps\"]");
        IssuedToken within = admin.create(
                "{'name':'within','scopes':['metrics.read'],'expirationDate':'now+90d','allowedIps':['192.0.2.1']}");
        assertThat(admin.get(TOKENS + "/" + within.id()).json().has("violatedLimits"))
                .isFalse();

        List<String> found = new ArrayList<>();
        admin.get(TOKENS + "?apiTokenSelector=violatesPolicy(true)&fields=violatedLimits&pageSize=1000")
                .expectStatus(200)
                .json()
                .get("apiTokens")
                .forEach(token -> {
                    assertThat(token.get("violatedLimits")).isNotEmpty();
                    found.add(token.get("id").textValue());
                });
        assertThat(found).contains(old.id()).doesNotContain(within.id());
    }

    @Test
    void both_limits_are_reported_together() {
        JsonNode error = admin.post(
                        TOKENS, TestJson.format("{'name':'late','scopes':['metrics.read'],'expirationDate':'now+91d'}"))
                .expectError(400)
                .json()
                .get("error");

        assertThat(error.get("constraintViolations").findValuesAsText("reason"))
                .containsExactly("max-lifetime", "addresses-required");
    }

    @Test
    void an_old_token_rotates_itself_into_the_limit() {
        ApiReply rotated = admin.withToken(oldPipeline)
                .post(TOKENS + "/" + oldPipeline.id() + "/regenerate")
                .expectStatus(200);

        assertThat(Instant.parse(rotated.string("expirationDate")))
                .isBeforeOrEqualTo(Instant.now().plus(MAX));
    }

    @Test
    void random_calls_never_make_or_strengthen_a_token_beyond_the_limits() {
        Random random = new Random(7);
        int strengthened = 0;
        Map<String, JsonNode> before = tokens();
        for (int i = 0; i < CALLS; i++) {
            List<String> ids = List.copyOf(before.keySet());
            call(random, ids.get(random.nextInt(ids.size())));
            Map<String, JsonNode> after = tokens();
            Instant latest = Instant.now().plus(MAX);
            for (Map.Entry<String, JsonNode> entry : after.entrySet()) {
                JsonNode token = entry.getValue();
                JsonNode earlier = before.get(entry.getKey());
                if (earlier == null || isStronger(earlier, token)) {
                    strengthened++;
                    assertThat(token.has("allowedIps")).as("%d: %s", i, token).isTrue();
                    assertThat(token.path("expirationDate").isTextual())
                            .as("%d: %s", i, token)
                            .isTrue();
                    assertThat(expiry(token)).as("%d: %s", i, token).isBeforeOrEqualTo(latest);
                }
            }
            before = after;
        }
        assertThat(strengthened).isGreaterThan(CALLS / 15);
    }

    private void call(Random random, String id) {
        String path = TOKENS + "/" + id;
        String expiry = any(random, "null", "'now+1d'", "'now+90d'", "'now+91d'");
        String addresses = any(random, "null", "['192.0.2.1']", "['192.0.2.1','203.0.113.9']");
        String scopes = any(random, "['metrics.read']", "['metrics.read','apiTokens.read']");
        String enabled = any(random, "true", "true", "false");
        switch (random.nextInt(5)) {
            case 0 ->
                admin.post(
                        TOKENS,
                        TestJson.format(
                                "{'name':'new','owner':'ci','scopes':%s,'expirationDate':%s,'allowedIps':%s,'enabled':%s}",
                                scopes, expiry, addresses, enabled));
            case 1 -> admin.put(path, TestJson.format("{'scopes':%s,'enabled':%s}", scopes, enabled));
            case 2 ->
                admin.send(
                        "PATCH",
                        path,
                        TestJson.format(
                                "{'scopes':%s,'expirationDate':%s,'allowedIps':%s,'enabled':%s}",
                                scopes, expiry, addresses, enabled));
            case 3 ->
                admin.post(
                        TOKENS + "/bulk",
                        TestJson.format(
                                "{'action':'%s','ids':['%s']}", enabled.equals("true") ? "enable" : "disable", id));
            default -> admin.post(path + "/regenerate", TestJson.format("{'expirationDate':%s}", expiry));
        }
    }

    private static String any(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    private Map<String, JsonNode> tokens() {
        String fields = "enabled,scopes,expirationDate,allowedIps,regeneratedDate";
        Map<String, JsonNode> tokens = new LinkedHashMap<>();
        admin.get(TOKENS + "?pageSize=1000&fields=" + fields)
                .expectStatus(200)
                .json()
                .get("apiTokens")
                .forEach(token -> tokens.put(token.get("id").textValue(), token));
        // The calls must not change the token that makes them, and those of other tests.
        tokens.remove(String.valueOf(admin.token()).replaceFirst("\\.[^.]*$", ""));
        tokens.remove(old.id());
        tokens.remove(oldPipeline.id());
        return tokens;
    }

    private static boolean isStronger(JsonNode earlier, JsonNode token) {
        return (token.get("enabled").booleanValue() && !earlier.get("enabled").booleanValue())
                || token.get("scopes").size() > earlier.get("scopes").size()
                || expiry(token).isAfter(expiry(earlier))
                || (earlier.has("allowedIps")
                        && token.path("allowedIps").size()
                                > earlier.path("allowedIps").size())
                || (earlier.has("allowedIps") && !token.has("allowedIps"))
                || !token.path("regeneratedDate").equals(earlier.path("regeneratedDate"));
    }

    private static Instant expiry(JsonNode token) {
        return token.has("expirationDate")
                ? Instant.parse(token.get("expirationDate").textValue())
                : Instant.MAX;
    }
}
