package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No request causes a 5XX response. The seed is fixed, so that failures are reproducible. */
@ExtendWith(SharedStackExtension.class)
class FuzzIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");

    private final TestStack stack;
    private final Random random = new Random(20_261_122);
    private IssuedToken fuzzer;
    private String child;

    FuzzIT(TestStack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void createTokens() {
        fuzzer = stack.admin().create("""
                {'name':'fuzz','owner':'fuzz','project':'fuzz',
                'scopes':['apiTokens.read','apiTokens.write','metrics.read','snapshots.upload']}""");
        child = stack.admin()
                .withToken(fuzzer)
                .create("{'name':'child','scopes':['metrics.read']}")
                .id();
    }

    @Test
    void random_bodies_cause_no_server_error() {
        Set<Integer> seen = new TreeSet<>();
        for (int i = 0; i < 120; i++) {
            String method = pickOne("POST", "POST", "PUT", "PATCH");
            String path = method.equals("POST")
                    ? pickOne(
                            TOKENS,
                            TOKENS,
                            TOKENS + "/" + child + "/regenerate",
                            TOKENS + "/bulk",
                            TOKENS + "/lookup",
                            "/v2/projects/fuzz/snapshots")
                    : TOKENS + "/" + child;
            seen.add(send(method, path, "Content-Type: application/json\r\n", body()));
        }
        // Some requests succeed, which shows that not all fail at the first check.
        assertThat(seen).contains(201, 204, 400);
    }

    @Test
    void random_paths_and_queries_cause_no_server_error() {
        for (int i = 0; i < 120; i++) {
            String path = path() + (random.nextBoolean() ? "?" + query() : "");
            send(
                    pickOne("GET", "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "X"),
                    path,
                    "",
                    new byte[0]);
        }
    }

    @Test
    void random_headers_cause_no_server_error() {
        for (int i = 0; i < 80; i++) {
            StringBuilder headers = new StringBuilder();
            for (int j = random.nextInt(4); j >= 0; j--) {
                headers.append(pickOne(
                                "Content-Type",
                                "Accept",
                                "Accept-Encoding",
                                "If-Match",
                                "Idempotency-Key",
                                "X-Forwarded-For",
                                "Cookie",
                                "authorization",
                                "Range",
                                "Content-Encoding",
                                "X-" + letters(5)))
                        .append(": ")
                        .append(pickOne(
                                letters(20),
                                "gzip, *;q=0",
                                "\"1\"",
                                "*",
                                "",
                                " ",
                                "ü\u0080ÿ",
                                ",,,",
                                "application/json;;;=",
                                "0".repeat(500)))
                        .append("\r\n");
            }
            send(pickOne("POST", "PATCH"), pickOne(TOKENS, TOKENS + "/" + child), headers.toString(), body());
        }
    }

    private byte[] body() {
        String json = switch (random.nextInt(8)) {
            case 0 -> "{\"name\":" + value(3) + ",\"scopes\":[\"metrics.read\"]}";
            case 1 -> "{\"name\":\"n\",\"scopes\":" + value(3) + ",\"expirationDate\":" + value(1) + "}";
            case 2 -> "{\"name\":\"n\",\"scopes\":[\"metrics.read\"],\"" + field() + "\":" + value(2) + "}";
            case 3 ->
                "{\"contentType\":" + pickOne("\"a/b\"", value(1)) + ",\"contentLength\":" + value(0) + ",\"sha256\":"
                        + value(0) + "}";
            case 4 -> "{\"action\":\"disable\",\"token\":" + value(0) + ",\"ids\":[" + value(0) + "," + value(1) + "]}";
            case 5 -> pickOne("{\"name\":\"n\",\"scopes\":[\"metrics.read\"]}", "{\"name\":\"n\"}");
            case 6 -> "{\"" + field() + "\":" + value(2) + ",\"" + field() + "\":" + value(2) + "}";
            default -> value(4);
        };
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(5) == 0) {
            for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }

    private String field() {
        return pickOne(
                "name",
                "enabled",
                "scopes",
                "description",
                "expirationDate",
                "personalAccessToken",
                "owner",
                "project",
                "overlapSeconds",
                "previousSecretValidUntil",
                "id",
                "creationDate",
                "",
                "\\u0000",
                letters(8));
    }

    private String value(int depth) {
        List<Supplier<String>> leaves = List.of(
                () -> "null",
                () -> Boolean.toString(random.nextBoolean()),
                () -> Long.toString(random.nextLong()),
                () -> Integer.toString(random.nextInt(100)),
                () -> pickOne(
                        "0",
                        "-0",
                        "1e400",
                        "1E-400",
                        "1.5",
                        "9223372036854775808",
                        "1".repeat(900),
                        "1e999999999",
                        "1e99999999999"),
                () -> pickOne(
                        "\"now+1d\"",
                        "\"now+999999y\"",
                        "\"9999-12-31T23:59:59.999Z\"",
                        "\"999999999999999\"",
                        "\"now-1M/w\""),
                () -> "\"" + letters(random.nextInt(120)) + "\"",
                () -> pickOne(
                        "\"\"",
                        "\" \"",
                        "\"\\u0000\"",
                        "\"\\ud83d\\udd11\"",
                        "\"\u202e\u0301\uffff\"",
                        "\"%00%n%s${x}\"",
                        "\"'; --\""));
        if (depth == 0 || random.nextInt(3) > 0) {
            return leaves.get(random.nextInt(leaves.size())).get();
        }
        return random.nextBoolean()
                ? "[" + value(depth - 1) + "," + value(depth - 1) + "]"
                : "{\"" + field() + "\":" + value(depth - 1) + "}";
    }

    private String path() {
        String id = pickOne(
                child,
                TamperedTokens.id(),
                letters(10),
                "%00",
                "%2F",
                "%ff",
                "..",
                "tk0c01.%41",
                "a".repeat(2_000),
                ";",
                "*",
                "%C3%BC",
                "+",
                "@",
                ":");
        return pickOne(
                TOKENS,
                TOKENS + "/" + id,
                TOKENS + "/" + id + "/regenerate",
                "/v2/projects/" + id + "/snapshots",
                "/v2/" + id + "/" + id,
                "/" + id,
                TOKENS + "/" + id + "/");
    }

    private String query() {
        return pickOne("pageSize", "nextPageKey", "page", "fields", "sort", "from", "%00", "", letters(4))
                + pickOne("=", "", "==")
                + pickOne(
                        "1",
                        "0",
                        "-1",
                        "99999",
                        "%00",
                        "%ff",
                        "MSB4IDE",
                        "bnVsbA",
                        letters(40),
                        "%2B",
                        "+",
                        "a%20b",
                        "\"")
                + pickOne("", "&", "&&", "&pageSize=3", "&pageSize=");
    }

    private String letters(int length) {
        StringBuilder text = new StringBuilder();
        random.ints(length, 'A', 'z' + 1).filter(Character::isLetterOrDigit).forEach(text::appendCodePoint);
        return text.toString();
    }

    private String pickOne(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int send(String method, String path, String headers, byte[] body) {
        URI base = URI.create(stack.localTokenry().baseUrl().toString());
        String head = method + " " + base.getPath() + path + " HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nConnection: close\r\nAuthorization: Api-Token " + fuzzer.token() + "\r\n" + headers
                + "Content-Length: " + body.length + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, request, 0, headBytes.length);
        System.arraycopy(body, 0, request, headBytes.length, body.length);

        String response = Http.sendRaw(stack.origin(), request);

        Matcher status = STATUS.matcher(response);
        String requestText = new String(request, StandardCharsets.ISO_8859_1).replace(fuzzer.token(), "…");
        assertThat(status.lookingAt()).as("a response to\n" + requestText).isTrue();
        assertThat(Integer.parseInt(status.group(1)))
                .as(requestText + "\n\n" + response)
                .isBetween(200, 499);
        return Integer.parseInt(status.group(1));
    }
}
