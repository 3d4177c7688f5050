package dev.tokenry.local.e2e;

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

/** What is kept from one start to the next. */
class RestartIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final Pattern WHOLE_TOKEN = Pattern.compile("(?m)^(tk0c01\\.[A-Z2-7]{24}\\.[A-Z2-7]{64})$");
    private static final Pattern BASE_URL = Pattern.compile("(?m)^ *(http://\\S+:[0-9]+/api)$");

    @TempDir
    Path data;

    @Test
    void tokens_and_their_states_outlive_a_restart() {
        String first;
        Issued kept;
        Issued disabled;
        Issued deleted;
        String record;
        try (TestStack stack = TestStack.start(data)) {
            Caller admin = stack.admin();
            first = String.valueOf(admin.token());
            kept = admin.create(
                    "{'name':'kept','scopes':['metrics.read'],'description':'d','expirationDate':'now+1d'}");
            disabled = admin.create("{'name':'off','scopes':['metrics.read']}");
            admin.put(TOKENS + "/" + disabled.id(), Json.of("{'enabled':false}"))
                    .is(204);
            deleted = admin.create("{'name':'gone','scopes':['metrics.read']}");
            admin.delete(TOKENS + "/" + deleted.id()).is(204);
            record = admin.get(TOKENS + "/" + kept.id()).is(200).body();
        }
        try (TestStack stack = TestStack.start(data)) {
            BootstrapToken known = stack.running().bootstrapToken().orElseThrow();
            assertThat(known.reveal()).isEmpty();
            assertThat(first).startsWith(known.id() + ".");
            Caller admin = stack.holder(first);
            assertThat(admin.get(TOKENS + "/" + kept.id()).is(200).body()).isEqualTo(record);
            assertThat(admin.with(kept).isIn()).isTrue();
            assertThat(admin.with(disabled).isIn()).isFalse();
            assertThat(admin.with(deleted).isIn()).isFalse();
            admin.get(TOKENS + "/" + deleted.id()).isError(404);
            assertThat(admin.get(TOKENS).json().get("totalCount").intValue()).isEqualTo(3);
        }
        try (TestStack stack = TestStack.startFresh(data)) {
            assertThat(stack.admin().token()).isNotEqualTo(first);
            assertThat(stack.holder(first).isIn()).isFalse();
            assertThat(stack.admin().with(kept).isIn()).isFalse();
            assertThat(stack.admin().get(TOKENS).json().get("totalCount").intValue())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_first_token_that_is_disabled_makes_room_for_another() {
        String first;
        try (TestStack stack = TestStack.start(data)) {
            Caller admin = stack.admin();
            first = String.valueOf(admin.token());
            Issued second = admin.create("{'name':'second','scopes':['apiTokens.write','TenantTokenManagement']}");
            String path = TOKENS + "/" + first.substring(0, first.lastIndexOf('.'));
            admin.with(second).put(path, Json.of("{'enabled':false}")).is(204);
        }
        try (TestStack stack = TestStack.start(data)) {
            assertThat(stack.admin().token()).isNotEqualTo(first);
            stack.admin().get(TOKENS).is(200);
            assertThat(stack.holder(first).isIn()).isFalse();
        }
    }

    @Test
    @Timeout(60)
    void the_first_token_is_printed_once_and_outlives_a_kill() throws Exception {
        Process first = run();
        String text;
        try {
            text = firstLines(first);
        } finally {
            // As a machine that loses power would.
            first.destroyForcibly().waitFor();
        }
        Matcher token = WHOLE_TOKEN.matcher(text);
        assertThat(token.results()).as(text).hasSize(1);
        assertThat(token.find(0)).isTrue();
        String whole = token.group(1);

        Process second = run();
        try {
            String again = firstLines(second);
            assertThat(again)
                    .contains(whole.substring(0, whole.lastIndexOf('.')) + " of an earlier start is still live")
                    .contains("--fresh")
                    .doesNotContain(whole.substring(whole.lastIndexOf('.') + 1))
                    .doesNotContainPattern(WHOLE_TOKEN);
            Matcher url = BASE_URL.matcher(again);
            assertThat(url.find()).as(again).isTrue();
            new Caller(URI.create(url.group(1)), whole).get(TOKENS).is(200);
        } finally {
            second.destroy();
            assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Process run() throws IOException {
        ProcessBuilder main = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--template",
                TestStack.TEMPLATE.toString());
        main.environment().put("TOKENRY_DATA", data.toString());
        main.environment().put("TOKENRY_PORT", "0");
        return main.redirectErrorStream(true).start();
    }

    /** What it says until all is said; ends early when the process does. */
    private static String firstLines(Process process) throws IOException {
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
