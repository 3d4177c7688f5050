package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/** A secret is in the one answer that shows it, and after that with its holder alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeakIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<Issued> all = new ArrayList<>();

    private Path data;
    private TestStack stack;
    private Caller admin;
    private Issued sent;

    @BeforeAll
    void start(@TempDir Path folder) {
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(capture);
        System.setErr(capture);
        data = folder;
        stack = TestStack.start(folder);
        admin = stack.admin();
        String first = String.valueOf(admin.token());
        all.add(new Issued(first.substring(0, first.lastIndexOf('.')), first));
        sent = issue("sent");
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
    void a_body_that_holds_a_whole_token_is_refused_and_not_echoed(String body) {
        String json = Json.of(body, sent.token());

        unechoed(admin.post(TOKENS, json)).isError(400);
        unechoed(admin.put(TOKENS + "/" + sent.id(), json)).isError(400);
        unechoed(admin.post(TOKENS + "/" + sent.id() + "/regenerate", json)).isError(400);
        unechoed(admin.send("PATCH", TOKENS + "/" + sent.id(), json)).isError(400);
        unechoed(admin.post(TOKENS + "/bulk", json)).isError(400);
    }

    @Test
    @Order(1)
    void the_field_is_named() {
        admin.post(TOKENS, Json.of(bodies().toList().get(1), sent.token())).names("PAYLOAD_BODY", "description");
        admin.post(TOKENS, Json.of(bodies().toList().get(2), sent.token())).names("PAYLOAD_BODY", "scopes[0]");
        admin.get(TOKENS + "?pageSize=" + sent.token()).names("QUERY", "pageSize");
        admin.get(TOKENS + "/" + sent.token()).names("PATH", "id");
        Reply header = Http.send(admin.request(TOKENS).header("X-Request-Id", sent.token()))
                .isError(400);
        assertThat(header.json()
                        .at("/error/constraintViolations/0/parameterLocation")
                        .textValue())
                .isEqualTo("HEADER");
    }

    @Test
    @Order(1)
    void a_whole_token_in_any_other_place_is_not_echoed() {
        String token = sent.token();
        List<Reply> replies = new ArrayList<>();
        for (Caller caller : List.of(admin, admin.nobody())) {
            replies.add(caller.get(TOKENS + "/" + token));
            replies.add(caller.delete(TOKENS + "/" + token));
            replies.add(caller.put(TOKENS + "/" + token, "{}"));
            replies.add(caller.post(TOKENS + "/" + token + "/regenerate"));
            replies.add(caller.get("/v2/" + token));
            replies.add(caller.get("/v2/" + token + "?" + token + "=" + token));
            replies.add(caller.get(TOKENS + "?" + token));
            replies.add(caller.get(TOKENS + "?nextPageKey=" + token));
            replies.add(caller.get(TOKENS + "?x=%20" + token));
            replies.add(caller.get(TOKENS + "?x=" + token.replace(".", "%2E")));
            replies.add(caller.post("/v2/projects/" + token + "/snapshots", "{}"));
            replies.add(caller.at(URI.create(stack.origin() + "/" + token)).get(TOKENS));
            replies.add(caller.post(TOKENS, token));
            replies.add(caller.post(TOKENS, "{\"name\":" + token));
            replies.add(caller.post(TOKENS, Json.of("{'%s':1,'%s':2}", token, token)));
            replies.add(caller.post(TOKENS, Json.of("{'name':'n','scopes':['metrics.read']}") + token));
            replies.add(caller.send(token.substring(0, 6).toUpperCase(Locale.ROOT), TOKENS, token));
            for (String header :
                    List.of("Content-Type", "User-Agent", "X-Forwarded-For", "Referer", "Cookie", "If-Match")) {
                replies.add(Http.send(caller.request(TOKENS)
                        .header(header, "application/" + token)
                        .POST(BodyPublishers.ofString("{}"))));
            }
        }
        for (String scheme : List.of("Basic ", "Token ", "", "Api-Token x,Bearer ", "Api-Token Bearer ")) {
            replies.add(Http.send(
                    HttpRequest.newBuilder(URI.create(admin.base() + TOKENS)).header("Authorization", scheme + token)));
        }

        assertThat(replies).allSatisfy(LeakIT::isRefusal).allSatisfy(this::unechoed);
    }

    @Test
    @Order(1)
    void a_whole_token_that_is_looked_up_is_neither_echoed_nor_kept() {
        Issued living = issue("looked up");
        Issued replaced = issue("replaced");
        regenerate(replaced, "{}");
        Issued forged = new Issued("", Forged.token(Forged.id()));

        unechoed(lookUp("{'token':'%s'}", living.token())).is(200);
        unechoed(lookUp("{'token':'%s'}", replaced.token())).isError(404);
        assertThat(lookUp("{'token':'%s'}", forged.token()).isError(404).whole())
                .doesNotContain(forged.token());
        for (String wrong : List.of(
                "{'token':['%s']}",
                "{'token':{'token':'%s'}}",
                "{'Token':'%s'}",
                "{'token':'x','also':'%s'}",
                "{'token':'x','%s':1}",
                "{'token':'%s'")) {
            unechoed(lookUp(wrong, living.token())).isError(400);
        }
        for (String wrong : List.of("{'token':' %s'}", "{'token':'Api-Token %s'}", "{'token':'%sA'}")) {
            unechoed(lookUp(wrong, living.token())).isError(404);
        }
        try (var gateway =
                stack.detour(Map.of("AWS_ENDPOINT_URL_DYNAMODB", TestStack.NOWHERE), List.of("LookupFunction"))) {
            Caller there = admin.at(gateway.uri().resolve("/api"));
            unechoed(there.post(TOKENS + "/lookup", Json.of("{'token':'%s'}", living.token())))
                    .isError(503);
        }
    }

    private Reply lookUp(String template, String token) {
        return admin.post(TOKENS + "/lookup", Json.of(template, token));
    }

    @Test
    @Order(1)
    void a_whole_token_is_no_name_of_an_environment() {
        Caller there = admin.at(URI.create(stack.origin() + "/e/" + sent.token() + "/api"));

        isRefusal(unechoed(there.get(TOKENS)));
        isRefusal(unechoed(there.post(TOKENS, Json.of("{'name':'n','scopes':['metrics.read']}"))));
    }

    @Test
    @Order(1)
    void the_life_of_tokens_leaves_traces_of_ids_alone() {
        Issued living = issue("living");
        Issued previous = issue("previous");
        regenerate(previous, Json.of("{'overlapSeconds':600}"));
        Issued replaced = issue("replaced");
        Issued current = regenerate(replaced, "{}");
        Issued disabled = issue("disabled");
        admin.put(TOKENS + "/" + disabled.id(), Json.of("{'enabled':false}")).is(204);
        Issued deleted = issue("deleted");
        admin.delete(TOKENS + "/" + deleted.id()).is(204);
        for (Issued in : List.of(living, previous, current)) {
            assertThat(admin.with(in).isIn()).isTrue();
            unechoed(admin.with(in).get(TOKENS + "/" + in.id()));
            unechoed(admin.with(in).get(TOKENS));
        }
        for (Issued outside : List.of(replaced, disabled, deleted)) {
            unechoed(admin.with(outside).get(TOKENS).isError(401));
        }
        for (Issued each : List.copyOf(all)) {
            // Near misses are as secret as the secret.
            admin.holder(Forged.mistyped(each.token(), 40)).get(TOKENS).isError(401);
            admin.holder(each.token() + "A").get(TOKENS).isError(401);
        }
        try (var gateway = stack.detour(
                Map.of("AWS_ENDPOINT_URL_DYNAMODB", TestStack.NOWHERE),
                List.of("AuthorizeFunction", "CreateFunction"))) {
            admin.with(living).at(gateway.uri().resolve("/api")).get(TOKENS).isError(503);
        }
        unechoed(admin.get(TOKENS + "?pageSize=1000"));
    }

    @Test
    @Order(2)
    void no_item_of_the_table_holds_a_secret_or_a_plain_hash_of_one() {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        try (DynamoDbClient dynamo = stack.dynamoDb()) {
            String table = stack.variable("CreateFunction", "TABLE_NAME");
            dynamo.scanPaginator(request -> request.tableName(table))
                    .items()
                    .forEach(item -> item.forEach((name, value) -> {
                        items.writeBytes((name + "=").getBytes(StandardCharsets.UTF_8));
                        write(value, items);
                    }));
        }

        assertThat(occurrences(items.toByteArray(), bytes(sent.id()))).isPositive();
        assertHoldsNoSecret("the table", items.toByteArray());
    }

    @Test
    @Order(3)
    void nothing_that_was_printed_holds_a_secret_or_a_plain_hash_of_one() {
        byte[] text = printed.toByteArray();

        assertThat(new String(text, StandardCharsets.UTF_8)).contains("denied: WRONG_SECRET", "denied: DISABLED");
        assertHoldsNoSecret("the output", text);
        // Nor the start of one, as a careful excerpt would show it.
        for (Issued each : all) {
            assertThat(occurrences(text, bytes(each.secret().substring(0, 8)))).isZero();
        }
    }

    @Test
    @Order(4)
    void no_file_holds_a_secret_or_a_plain_hash_of_one() throws IOException {
        stack.close();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.filter(Files::isRegularFile).toList();
        }

        int seen = 0;
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            seen += occurrences(content, bytes(sent.id()));
            assertHoldsNoSecret(file.toString(), content);
        }
        // The look was at the right place: what may be there is there.
        assertThat(seen).isPositive();
    }

    private Issued issue(String name) {
        return keep(admin.post(TOKENS, Json.of("{'name':'%s','scopes':['metrics.read','apiTokens.read']}", name))
                .is(201));
    }

    private Issued regenerate(Issued issued, String body) {
        return keep(admin.post(TOKENS + "/" + issued.id() + "/regenerate", body).is(200));
    }

    private Issued keep(Reply reply) {
        Issued issued = Issued.in(reply);
        all.add(issued);
        return issued;
    }

    private static void isRefusal(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(400, 499);
    }

    private Reply unechoed(Reply reply) {
        for (Issued each : all) {
            assertThat(reply.whole()).doesNotContain(each.secret());
            assertThat(reply.whole()).doesNotContain(each.token().replace(".", "%2E"));
        }
        return reply;
    }

    private void assertHoldsNoSecret(String where, byte[] content) {
        for (Issued each : all) {
            traces(each)
                    .forEach((what, trace) -> assertThat(occurrences(content, trace))
                            .as(what + " of " + each.id() + " in " + where)
                            .isZero());
        }
    }

    /** Every form in which a secret could have been kept by one who meant well. */
    private static Map<String, byte[]> traces(Issued issued) {
        Map<String, byte[]> traces = new LinkedHashMap<>();
        for (String text : List.of(issued.token(), issued.secret())) {
            String what = text.length() == 64 ? "secret" : "token";
            byte[] hash = sha256(text);
            traces.put(what, bytes(text));
            traces.put(what + " in lower case", bytes(text.toLowerCase(Locale.ROOT)));
            traces.put(what + " in UTF-16", text.getBytes(StandardCharsets.UTF_16BE));
            traces.put(what + " in hex", bytes(HexFormat.of().formatHex(bytes(text))));
            traces.put(what + " in base64", unpadded(bytes(text)));
            traces.put("SHA-256 of " + what, hash);
            traces.put("hex SHA-256 of " + what, bytes(HexFormat.of().formatHex(hash)));
            traces.put(
                    "HEX SHA-256 of " + what,
                    bytes(HexFormat.of().withUpperCase().formatHex(hash)));
            traces.put("base64 SHA-256 of " + what, unpadded(hash));
            traces.put(
                    "base64url SHA-256 of " + what,
                    bytes(Base64.getUrlEncoder().withoutPadding().encodeToString(hash)));
        }
        return traces;
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

    private static void write(AttributeValue value, ByteArrayOutputStream to) {
        SdkBytes binary = value.b();
        if (binary != null) {
            to.writeBytes(binary.asByteArray());
        }
        to.writeBytes(bytes(value.toString()));
        value.ss().forEach(each -> to.writeBytes(bytes(each)));
        value.l().forEach(each -> write(each, to));
        value.m().values().forEach(each -> write(each, to));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As Latin-1 every byte is one character, and the JDK's search is fast. */
    private static int occurrences(byte[] content, byte[] part) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String wanted = new String(part, StandardCharsets.ISO_8859_1);
        int count = 0;
        for (int i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + 1)) {
            count++;
        }
        return count;
    }
}
