package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A secret appears only in the response that returns it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretLeakIT {

    private static final String TOKENS = "/v2/apiTokens";

    /** How long a change may take to its event on a busy machine. */
    private static final Duration EVENT_TIMEOUT = Duration.ofSeconds(60);

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<IssuedToken> issuedTokens = new ArrayList<>();

    private Path data;
    private TestStack stack;
    private ApiClient admin;
    private IssuedToken sentToken;

    @BeforeAll
    void start(@TempDir Path directory) {
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(capture);
        System.setErr(capture);
        data = directory;
        stack = TestStack.start(directory);
        admin = stack.admin();
        String first = String.valueOf(admin.token());
        issuedTokens.add(new IssuedToken(first.substring(0, first.lastIndexOf('.')), first));
        sentToken = createToken("sent");
    }

    @AfterAll
    void stop() {
        System.setOut(out);
        System.setErr(err);
        stack.close();
    }

    static Stream<String> bodies() {
        return Stream.of(
                "{'name':'%s','scopes':['metrics.read']}",
                "{'name':'n','scopes':['metrics.read'],'description':'my token is %s, keep it'}",
                "{'name':'n','scopes':['%s']}",
                "{'name':'n','scopes':['metrics.read'],'owner':'%s'}",
                "{'name':'n','scopes':['metrics.read'],'project':'%s'}",
                "{'name':'n','scopes':['metrics.read'],'expirationDate':'%s'}",
                "{'name':'n','scopes':['metrics.read'],'unknown':[{'deep':['%s']}]}",
                "{'name':'n','scopes':['metrics.read'],'%s':1}",
                "{'name':'n','scopes':['metrics.read'],'x':{'%s':{}}}",
                "{'name':'n','scopes':['metrics.read'],'token':'%s'}");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    @Order(1)
    void a_body_with_a_token_value_is_rejected_and_not_echoed(String body) {
        String json = TestJson.format(body, sentToken.token());

        requireNotEchoed(admin.post(TOKENS, json)).expectError(400);
        requireNotEchoed(admin.put(TOKENS + "/" + sentToken.id(), json)).expectError(400);
        requireNotEchoed(admin.post(TOKENS + "/" + sentToken.id() + "/regenerate", json))
                .expectError(400);
        requireNotEchoed(admin.send("PATCH", TOKENS + "/" + sentToken.id(), json))
                .expectError(400);
        requireNotEchoed(admin.post(TOKENS + "/bulk", json)).expectError(400);
    }

    @Test
    @Order(1)
    void the_field_with_the_token_value_is_named() {
        admin.post(TOKENS, TestJson.format(bodies().toList().get(1), sentToken.token()))
                .expectViolations("PAYLOAD_BODY", "description");
        admin.post(TOKENS, TestJson.format(bodies().toList().get(2), sentToken.token()))
                .expectViolations("PAYLOAD_BODY", "scopes[0]");
        admin.get(TOKENS + "?pageSize=" + sentToken.token()).expectViolations("QUERY", "pageSize");
        admin.get(TOKENS + "/" + sentToken.token()).expectViolations("PATH", "id");
        ApiReply header = Http.send(admin.request(TOKENS).header("X-Request-Id", sentToken.token()))
                .expectError(400);
        assertThat(header.json()
                        .at("/error/constraintViolations/0/parameterLocation")
                        .textValue())
                .isEqualTo("HEADER");
    }

    @Test
    @Order(1)
    void a_token_value_in_any_other_place_is_not_echoed() {
        String token = sentToken.token();
        List<ApiReply> replies = new ArrayList<>();
        for (ApiClient client : List.of(admin, admin.anonymous())) {
            replies.add(client.get(TOKENS + "/" + token));
            replies.add(client.delete(TOKENS + "/" + token));
            replies.add(client.put(TOKENS + "/" + token, "{}"));
            replies.add(client.post(TOKENS + "/" + token + "/regenerate"));
            replies.add(client.get("/v2/" + token));
            replies.add(client.get("/v2/" + token + "?" + token + "=" + token));
            replies.add(client.get(TOKENS + "?" + token));
            replies.add(client.get(TOKENS + "?nextPageKey=" + token));
            replies.add(client.get(TOKENS + "?x=%20" + token));
            replies.add(client.get(TOKENS + "?x=" + token.replace(".", "%2E")));
            replies.add(client.post("/v2/projects/" + token + "/snapshots", "{}"));
            replies.add(
                    client.withBaseUrl(URI.create(stack.origin() + "/" + token)).get(TOKENS));
            replies.add(client.post(TOKENS, token));
            replies.add(client.post(TOKENS, "{\"name\":" + token));
            replies.add(client.post(TOKENS, TestJson.format("{'%s':1,'%s':2}", token, token)));
            replies.add(client.post(TOKENS, TestJson.format("{'name':'n','scopes':['metrics.read']}") + token));
            replies.add(client.send(token.substring(0, 6).toUpperCase(Locale.ROOT), TOKENS, token));
            for (String header :
                    List.of("Content-Type", "User-Agent", "X-Forwarded-For", "Referer", "Cookie", "If-Match")) {
                replies.add(Http.send(client.request(TOKENS)
                        .header(header, "application/" + token)
                        .POST(BodyPublishers.ofString("{}"))));
            }
        }
        for (String scheme : List.of("Basic ", "Token ", "", "Api-Token x,Bearer ", "Api-Token Bearer ")) {
            replies.add(Http.send(HttpRequest.newBuilder(URI.create(admin.baseUrl() + TOKENS))
                    .header("Authorization", scheme + token)));
        }

        assertThat(replies).allSatisfy(SecretLeakIT::assertRejected).allSatisfy(this::requireNotEchoed);
    }

    @Test
    @Order(1)
    void a_token_value_in_a_lookup_is_neither_echoed_nor_stored() {
        IssuedToken active = createToken("looked up");
        IssuedToken replaced = createToken("replaced");
        regenerate(replaced, "{}");
        IssuedToken forged = new IssuedToken("", TamperedTokens.tokenValue(TamperedTokens.id()));

        requireNotEchoed(lookUp("{'token':'%s'}", active.token())).expectStatus(200);
        requireNotEchoed(lookUp("{'token':'%s'}", replaced.token())).expectError(404);
        assertThat(lookUp("{'token':'%s'}", forged.token()).expectError(404).comparableText())
                .doesNotContain(forged.token());
        for (String template : List.of(
                "{'token':['%s']}",
                "{'token':{'token':'%s'}}",
                "{'Token':'%s'}",
                "{'token':'x','also':'%s'}",
                "{'token':'x','%s':1}",
                "{'token':'%s'")) {
            requireNotEchoed(lookUp(template, active.token())).expectError(400);
        }
        for (String template : List.of("{'token':' %s'}", "{'token':'Api-Token %s'}")) {
            requireNotEchoed(lookUp(template, active.token())).expectStatus(200);
        }
        for (String template : List.of("{'token':'%sA'}", "{'token':'x %s'}", "{'token':'%s %1$s'}")) {
            requireNotEchoed(lookUp(template, active.token())).expectError(400);
        }
        try (var gateway = stack.startDetour(
                Map.of("AWS_ENDPOINT_URL_DYNAMODB", TestStack.UNREACHABLE_ENDPOINT), List.of("LookupFunction"))) {
            ApiClient detourClient = admin.withBaseUrl(gateway.uri().resolve("/api"));
            requireNotEchoed(detourClient.post(TOKENS + "/lookup", TestJson.format("{'token':'%s'}", active.token())))
                    .expectError(503);
        }
    }

    private ApiReply lookUp(String template, String token) {
        return admin.post(TOKENS + "/lookup", TestJson.format(template, token));
    }

    @Test
    @Order(1)
    void a_revoked_token_value_is_neither_echoed_nor_stored() {
        IssuedToken active = createToken("found");
        IssuedToken previous = createToken("found during its overlap");
        regenerate(previous, TestJson.format("{'overlapSeconds':600}"));
        IssuedToken replaced = createToken("found after its regeneration");
        regenerate(replaced, "{}");
        ApiClient finder = admin.anonymous();

        requireNotEchoed(finder.post(
                        TOKENS + "/revoke",
                        TestJson.format(
                                "{'tokens':['%s','%s','Bearer %s','%sA']}",
                                active.token(), previous.token(), replaced.token(), active.token())))
                .expectStatus(202);
        for (String template : List.of(
                "{'tokens':'%s'}",
                "{'tokens':[{'token':'%s'}]}",
                "{'tokens':['x'],'source':'https://example.com/?token=%s'}",
                "{'tokens':['x'],'%s':1}",
                "{'tokens':['%s'")) {
            requireNotEchoed(finder.post(TOKENS + "/revoke", TestJson.format(template, active.token())))
                    .expectError(400);
        }
        requireNotEchoed(admin.withToken(active).get(TOKENS)).expectError(401);
        for (IssuedToken each : List.of(active, previous, replaced)) {
            requireNotEchoed(admin.get(TOKENS + "/" + each.id() + "/events"));
        }
    }

    @Test
    @Order(1)
    void a_token_value_is_not_accepted_as_environment_id() {
        ApiClient detourClient = admin.withBaseUrl(URI.create(stack.origin() + "/e/" + sentToken.token() + "/api"));

        assertRejected(requireNotEchoed(detourClient.get(TOKENS)));
        assertRejected(
                requireNotEchoed(detourClient.post(TOKENS, TestJson.format("{'name':'n','scopes':['metrics.read']}"))));
    }

    @Test
    @Order(1)
    void the_token_lifecycle_leaves_only_token_ids() {
        IssuedToken active = createToken("living");
        IssuedToken previous = createToken("previous");
        regenerate(previous, TestJson.format("{'overlapSeconds':600}"));
        IssuedToken replaced = createToken("replaced");
        IssuedToken current = regenerate(replaced, "{}");
        IssuedToken disabled = createToken("disabled");
        admin.put(TOKENS + "/" + disabled.id(), TestJson.format("{'enabled':false}"))
                .expectStatus(204);
        IssuedToken deleted = createToken("deleted");
        admin.delete(TOKENS + "/" + deleted.id()).expectStatus(204);
        for (IssuedToken valid : List.of(active, previous, current)) {
            assertThat(admin.withToken(valid).isAuthenticated()).isTrue();
            requireNotEchoed(admin.withToken(valid).get(TOKENS + "/" + valid.id()));
            requireNotEchoed(admin.withToken(valid).get(TOKENS));
        }
        for (IssuedToken invalid : List.of(replaced, disabled, deleted)) {
            requireNotEchoed(admin.withToken(invalid).get(TOKENS).expectError(401));
        }
        for (IssuedToken each : List.copyOf(issuedTokens)) {
            // Mistyped secrets must not appear either.
            admin.withTokenValue(TamperedTokens.mistyped(each.token(), 40))
                    .get(TOKENS)
                    .expectError(401);
            admin.withTokenValue(each.token() + "A").get(TOKENS).expectError(401);
        }
        try (var gateway = stack.startDetour(
                Map.of("AWS_ENDPOINT_URL_DYNAMODB", TestStack.UNREACHABLE_ENDPOINT),
                List.of("AuthorizeFunction", "CreateFunction"))) {
            admin.withToken(active)
                    .withBaseUrl(gateway.uri().resolve("/api"))
                    .get(TOKENS)
                    .expectError(503);
        }
        requireNotEchoed(admin.get(TOKENS + "?pageSize=1000"));
    }

    /** What a caller controls and a change records: none of it is a way into the audit trail. */
    @Test
    @Order(1)
    void a_change_with_a_token_value_in_its_headers_query_or_name_is_rejected_and_not_recorded() {
        IssuedToken changed = createToken("planted");
        String path = TOKENS + "/" + changed.id();
        String value = changed.token();
        String disable = TestJson.format("{'enabled':false}");
        for (String header : List.of(
                "User-Agent", "X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Amzn-Trace-Id", "From", "X-Request-Id")) {
            for (String text : List.of(value, "curl/8.5.0 (" + value + ")", "x".repeat(100) + value)) {
                requireNotEchoed(Http.send(admin.request(path)
                                .header("Content-Type", "application/json")
                                .header(header, text)
                                .PUT(BodyPublishers.ofString(disable))))
                        .expectError(400);
                requireNotEchoed(Http.send(
                                admin.request(path).header(header, text).DELETE()))
                        .expectError(400);
            }
        }
        requireNotEchoed(admin.put(path + "?reason=" + value, disable)).expectError(400);
        requireNotEchoed(admin.put(path, TestJson.format("{'name':'%s'}", value)))
                .expectError(400);
        Http.send(admin.request(path)
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", "203.0.113.99")
                        .PUT(BodyPublishers.ofString(TestJson.format("{'name':'renamed'}"))))
                .expectStatus(204);

        JsonNode history = historySince(changed, "token.updated");

        assertThat(history)
                .extracting(event -> event.path("action").textValue())
                .containsExactly("token.updated", "token.created");
        assertThat(history.at("/0/actor/sourceIp").textValue()).isEqualTo("127.0.0.1");
    }

    @Test
    @Order(2)
    void no_table_item_contains_a_secret_or_its_plain_hash() {
        byte[] items = items(stack.variable("CreateFunction", "TABLE_NAME"));

        assertThat(occurrences(items, bytes(sentToken.id()))).isPositive();
        assertContainsNoSecret("the table", items);
    }

    @Test
    @Order(2)
    void no_event_contains_a_secret_or_its_plain_hash() {
        IssuedToken last = createToken("last");
        regenerate(last, TestJson.format("{'overlapSeconds':600}"));
        admin.delete(TOKENS + "/" + last.id()).expectStatus(204);
        historySince(last, "token.deleted");
        issuedTokens.forEach(each -> historySince(each, "token.created"));

        // The log of the audit function has the same texts, and the emulator does not print them.
        byte[] items = items(stack.variable("AuditFunction", "AUDIT_TABLE_NAME"));
        assertThat(occurrences(items, bytes(sentToken.id()))).isPositive();
        assertContainsNoSecret("the audit table", items);

        byte[] published =
                bytes(stack.localTokenry().aws().eventBridge().events().toString());
        for (String action :
                List.of("token.created", "token.updated", "token.regenerated", "token.disabled", "token.deleted")) {
            assertThat(occurrences(published, bytes('"' + action + '"')))
                    .as(action)
                    .isPositive();
        }
        assertContainsNoSecret("the event bus", published);

        for (IssuedToken each : List.copyOf(issuedTokens)) {
            requireNotEchoed(admin.get(TOKENS + "/" + each.id() + "/events")).expectStatus(200);
        }
        assertThat(occurrences(
                        bytes(requireNotEchoed(admin.get("/v2/events?pageSize=10000"))
                                .body()),
                        bytes(last.id())))
                .isPositive();
    }

    /** There may be no message. */
    @Test
    @Order(2)
    void no_message_contains_a_secret_or_its_plain_hash() {
        stack.localTokenry().aws().ses().emails().forEach(email -> {
            assertContainsNoSecret("a mail", bytes(email.subject()));
            Stream.of(email.text(), email.html())
                    .flatMap(Optional::stream)
                    .forEach(text -> assertContainsNoSecret("a mail", bytes(text)));
        });
        stack.localTokenry().aws().sns().publications().forEach(publication -> {
            assertContainsNoSecret("a message", bytes(publication.message()));
            assertContainsNoSecret("a message", bytes(publication.subject() + " " + publication.attributes()));
        });
    }

    /** Waits until the trail contains an event of a token, and returns all of them, the newest first. */
    private JsonNode historySince(IssuedToken issued, String action) {
        Instant deadline = Instant.now().plus(EVENT_TIMEOUT);
        while (true) {
            // A deleted token is not found before one of its events is there.
            JsonNode events = requireNotEchoed(admin.get(TOKENS + "/" + issued.id() + "/events"))
                    .json()
                    .path("events");
            if (events.findValuesAsText("action").contains(action)) {
                return events;
            }
            assertThat(Instant.now()).as(action + " of " + issued.id()).isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private byte[] items(String table) {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        try (DynamoDbClient dynamo = stack.dynamoDb()) {
            dynamo.scanPaginator(request -> request.tableName(table))
                    .items()
                    .forEach(item -> item.forEach((name, value) -> {
                        items.writeBytes((name + "=").getBytes(StandardCharsets.UTF_8));
                        write(value, items);
                    }));
        }
        return items.toByteArray();
    }

    @Test
    @Order(3)
    void no_output_contains_a_secret_or_its_plain_hash() {
        byte[] text = printed.toByteArray();

        assertThat(new String(text, StandardCharsets.UTF_8)).contains("denied: RETIRED_SECRET", "denied: DISABLED");
        assertContainsNoSecret("the output", text);
        // Nor a prefix of a secret.
        for (IssuedToken each : issuedTokens) {
            assertThat(occurrences(text, bytes(each.secret().substring(0, 8)))).isZero();
        }
    }

    @Test
    @Order(4)
    void no_file_contains_a_secret_or_its_plain_hash() throws IOException {
        stack.close();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.filter(Files::isRegularFile).toList();
        }

        int seen = 0;
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            seen += occurrences(content, bytes(sentToken.id()));
            assertContainsNoSecret(file.toString(), content);
        }
        // Verifies that the search covers the right data: allowed values are found.
        assertThat(seen).isPositive();
    }

    private IssuedToken createToken(String name) {
        return track(
                admin.post(TOKENS, TestJson.format("{'name':'%s','scopes':['metrics.read','apiTokens.read']}", name))
                        .expectStatus(201));
    }

    private IssuedToken regenerate(IssuedToken issued, String body) {
        return track(
                admin.post(TOKENS + "/" + issued.id() + "/regenerate", body).expectStatus(200));
    }

    private IssuedToken track(ApiReply reply) {
        IssuedToken issued = IssuedToken.from(reply);
        issuedTokens.add(issued);
        return issued;
    }

    private static void assertRejected(ApiReply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(400, 499);
    }

    private ApiReply requireNotEchoed(ApiReply reply) {
        for (IssuedToken each : issuedTokens) {
            assertThat(reply.comparableText()).doesNotContain(each.secret());
            assertThat(reply.comparableText()).doesNotContain(each.token().replace(".", "%2E"));
        }
        return reply;
    }

    private void assertContainsNoSecret(String source, byte[] content) {
        for (IssuedToken each : issuedTokens) {
            encodings(each)
                    .forEach((encoding, encoded) -> assertThat(occurrences(content, encoded))
                            .as(encoding + " of " + each.id() + " in " + source)
                            .isZero());
        }
    }

    /** Returns all encodings in which a secret could have been stored. */
    private static Map<String, byte[]> encodings(IssuedToken issued) {
        Map<String, byte[]> encodings = new LinkedHashMap<>();
        for (String text : List.of(issued.token(), issued.secret())) {
            String subject = text.length() == 64 ? "secret" : "token";
            byte[] hash = sha256(text);
            encodings.put(subject, bytes(text));
            encodings.put(subject + " in lower case", bytes(text.toLowerCase(Locale.ROOT)));
            encodings.put(subject + " in UTF-16", text.getBytes(StandardCharsets.UTF_16BE));
            encodings.put(subject + " in hex", bytes(HexFormat.of().formatHex(bytes(text))));
            encodings.put(subject + " in base64", unpadded(bytes(text)));
            encodings.put("SHA-256 of " + subject, hash);
            encodings.put("hex SHA-256 of " + subject, bytes(HexFormat.of().formatHex(hash)));
            encodings.put(
                    "HEX SHA-256 of " + subject,
                    bytes(HexFormat.of().withUpperCase().formatHex(hash)));
            encodings.put("base64 SHA-256 of " + subject, unpadded(hash));
            encodings.put(
                    "base64url SHA-256 of " + subject,
                    bytes(Base64.getUrlEncoder().withoutPadding().encodeToString(hash)));
        }
        return encodings;
    }

    private static byte[] unpadded(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encode(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(AttributeValue value, ByteArrayOutputStream buffer) {
        SdkBytes binary = value.b();
        if (binary != null) {
            buffer.writeBytes(binary.asByteArray());
        }
        buffer.writeBytes(bytes(value.toString()));
        value.ss().forEach(each -> buffer.writeBytes(bytes(each)));
        value.l().forEach(each -> write(each, buffer));
        value.m().values().forEach(each -> write(each, buffer));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** In Latin-1 every byte is one character, which makes the search fast. */
    private static int occurrences(byte[] content, byte[] part) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String searched = new String(part, StandardCharsets.ISO_8859_1);
        int count = 0;
        for (int i = text.indexOf(searched); i >= 0; i = text.indexOf(searched, i + 1)) {
            count++;
        }
        return count;
    }
}
