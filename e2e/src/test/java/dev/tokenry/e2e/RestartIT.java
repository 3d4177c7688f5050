package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.local.BootstrapToken;
import dev.tokenry.local.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The data that remains after a restart. */
class RestartIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final Pattern TOKEN_VALUE = Pattern.compile("(?m)^(tk0c01\\.[A-Z2-7]{24}\\.[A-Z2-7]{64})$");
    private static final Pattern BASE_URL = Pattern.compile("(?m)^ *(http://\\S+:[0-9]+/api)$");

    @TempDir
    Path data;

    @Test
    void tokens_and_their_states_survive_a_restart() {
        String first;
        IssuedToken active;
        IssuedToken disabled;
        IssuedToken deleted;
        String record;
        try (TestStack stack = TestStack.start(data)) {
            ApiClient admin = stack.admin();
            first = String.valueOf(admin.token());
            active = admin.create(
                    "{'name':'kept','scopes':['metrics.read'],'description':'d','expirationDate':'now+1d'}");
            disabled = admin.create("{'name':'off','scopes':['metrics.read']}");
            admin.put(TOKENS + "/" + disabled.id(), TestJson.format("{'enabled':false}"))
                    .expectStatus(204);
            deleted = admin.create("{'name':'gone','scopes':['metrics.read']}");
            admin.delete(TOKENS + "/" + deleted.id()).expectStatus(204);
            record = admin.get(TOKENS + "/" + active.id()).expectStatus(200).body();
        }
        try (TestStack stack = TestStack.start(data)) {
            BootstrapToken bootstrapToken =
                    stack.localTokenry().bootstrapToken().orElseThrow();
            assertThat(bootstrapToken.reveal()).isEmpty();
            assertThat(first).startsWith(bootstrapToken.id() + ".");
            ApiClient admin = stack.clientWithToken(first);
            assertThat(admin.get(TOKENS + "/" + active.id()).expectStatus(200).body())
                    .isEqualTo(record);
            assertThat(admin.withToken(active).isAuthenticated()).isTrue();
            assertThat(admin.withToken(disabled).isAuthenticated()).isFalse();
            assertThat(admin.withToken(deleted).isAuthenticated()).isFalse();
            admin.get(TOKENS + "/" + deleted.id()).expectError(404);
            assertThat(admin.get(TOKENS).json().get("totalCount").intValue()).isEqualTo(3);
        }
        try (TestStack stack = TestStack.startFresh(data)) {
            assertThat(stack.admin().token()).isNotEqualTo(first);
            assertThat(stack.clientWithToken(first).isAuthenticated()).isFalse();
            assertThat(stack.admin().withToken(active).isAuthenticated()).isFalse();
            assertThat(stack.admin().get(TOKENS).json().get("totalCount").intValue())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_disabled_bootstrap_token_is_replaced_at_the_next_start() {
        String first;
        try (TestStack stack = TestStack.start(data)) {
            ApiClient admin = stack.admin();
            first = String.valueOf(admin.token());
            IssuedToken second = admin.create("{'name':'second','scopes':['apiTokens.write','TenantTokenManagement']}");
            String path = TOKENS + "/" + first.substring(0, first.lastIndexOf('.'));
            admin.withToken(second)
                    .put(path, TestJson.format("{'enabled':false}"))
                    .expectStatus(204);
        }
        try (TestStack stack = TestStack.start(data)) {
            assertThat(stack.admin().token()).isNotEqualTo(first);
            stack.admin().get(TOKENS).expectStatus(200);
            assertThat(stack.clientWithToken(first).isAuthenticated()).isFalse();
        }
    }

    @Test
    @Timeout(60)
    void the_bootstrap_token_is_printed_once_and_survives_a_kill() throws Exception {
        Process first = startMain();
        String banner;
        try {
            banner = readBanner(first);
        } finally {
            // As when the machine loses power.
            first.destroyForcibly().waitFor();
        }
        Matcher token = TOKEN_VALUE.matcher(banner);
        assertThat(token.results()).as(banner).hasSize(1);
        assertThat(token.find(0)).isTrue();
        String tokenValue = token.group(1);

        Process second = startMain();
        try {
            String secondBanner = readBanner(second);
            assertThat(secondBanner)
                    .contains(tokenValue.substring(0, tokenValue.lastIndexOf('.'))
                            + " of an earlier start is still active")
                    .contains("--fresh")
                    .doesNotContain(tokenValue.substring(tokenValue.lastIndexOf('.') + 1))
                    .doesNotContainPattern(TOKEN_VALUE);
            Matcher url = BASE_URL.matcher(secondBanner);
            assertThat(url.find()).as(secondBanner).isTrue();
            new ApiClient(URI.create(url.group(1)), tokenValue).get(TOKENS).expectStatus(200);
        } finally {
            second.destroy();
            assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Process startMain() throws IOException {
        ProcessBuilder main = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--template",
                TestStack.TEMPLATE.toString(),
                "--no-samples");
        main.environment().put("TOKENRY_DATA", data.toString());
        main.environment().put("TOKENRY_PORT", "0");
        return main.redirectErrorStream(true).start();
    }

    /** Reads the output up to the end of the banner, or to the end of the process. */
    private static String readBanner(Process process) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (line.contains("curl -X POST") || line.contains("--fresh")) {
                break;
            }
        }
        return String.join("\n", lines);
    }
}
