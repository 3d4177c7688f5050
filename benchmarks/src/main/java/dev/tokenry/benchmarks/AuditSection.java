package dev.tokenry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.dynamodb.CountingDynamoDbProxy;
import dev.tokenry.emulator.dynamodb.CountingDynamoDbProxy.DynamoDbCall;
import dev.tokenry.local.BootstrapToken;
import dev.tokenry.local.LocalTokenry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** The capacity units of the audit trail: what an event costs, and a page among many of them. None of it is a time. */
final class AuditSection implements AutoCloseable {

    private static final int PAGE_SIZE = 25;
    private static final int EVENTS_OF_OTHER_TOKENS = 10;
    private static final int ACTORS = 10;
    private static final Duration AGE = Duration.ofDays(399);
    private static final Duration MIDDLE = AGE.dividedBy(2);
    private static final String TOKENS = "/v2/apiTokens";
    private static final String EVENTS = "/v2/events";
    private static final String BODY = "{\"name\":\"Deploys the web shop\",\"project\":\"shop\","
            + "\"scopes\":[\"metrics.read\",\"logs.read\",\"apiTokens.read\"]}";
    private static final int ATTEMPTS = 600;
    private static final int ATTEMPT_MILLIS = 100;

    private final LocalTokenry stack;
    private final Api admin;
    private final CountingDynamoDbProxy dynamoDb;
    private final Gateway counted;
    private final TableLoader table;
    private final Random random = new Random(1);
    private final Instant now = Instant.now();

    AuditSection(Path root, Path data) {
        stack = Backend.start(root.resolve("template.yaml"), data, Map.of());
        admin = new Api(
                stack.baseUrl(),
                stack.bootstrapToken().flatMap(BootstrapToken::reveal).orElseThrow());
        dynamoDb = new CountingDynamoDbProxy(stack.aws().environment());
        List<String> functions = stack.template().functions().stream()
                .map(FunctionSpec::logicalId)
                .filter(name -> !name.equals(Backend.FUNCTION))
                .toList();
        counted = stack.startDetour(Map.of("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint()), functions);
        String name = stack.template().functions().stream()
                .filter(function -> function.logicalId().equals("AuditFunction"))
                .map(function -> function.environment().get("AUDIT_TABLE_NAME"))
                .findFirst()
                .orElseThrow();
        table = new TableLoader(stack.aws().environment(), name);
    }

    @Override
    public void close() {
        table.close();
        counted.close();
        dynamoDb.close();
        stack.close();
    }

    /** Measures the write units of the events of a token. */
    List<Results.Units> measureEvents() throws IOException, InterruptedException {
        String record =
                TOKENS + "/" + admin.send("POST", TOKENS, BODY).path("id").asText();
        admin.send("PATCH", record, "{\"enabled\":false}");
        admin.send("POST", record + "/regenerate", "{}");
        admin.send("DELETE", record, null);
        List<Results.Units> units = new ArrayList<>();
        for (String action : List.of("token.created", "token.disabled", "token.regenerated", "token.deleted")) {
            Map<String, AttributeValue> copy = new HashMap<>(awaitEvent(action));
            copy.put("sk", AttributeValue.fromS("0" + string(copy, "sk").substring(1)));
            ConsumedCapacity capacity = table.put(copy);
            double ofTable = capacity.table().capacityUnits();
            units.add(new Results.Units(1, "`" + action + "`", ofTable, capacity.capacityUnits() - ofTable));
        }
        return units;
    }

    private Map<String, AttributeValue> awaitEvent(String action) throws InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            for (Map<String, AttributeValue> item : table.items()) {
                if (string(item, "action").equals(action)) {
                    return item;
                }
            }
            Thread.sleep(ATTEMPT_MILLIS);
        }
        throw new IllegalStateException("There is no event " + action);
    }

    /** Measures pages of trails with 10,000, 100,000 and 1,000,000 events, up to a maximum. */
    List<Results.Units> measurePages(int maxEvents) throws Exception {
        String token = admin.send("POST", TOKENS, BODY).path("id").asText();
        Map<String, AttributeValue> event = awaitEvent("token.created");
        List<Results.Units> units = new ArrayList<>();
        int events = 0;
        for (int size : new int[] {10_000, 100_000, 1_000_000}) {
            if (size <= maxEvents) {
                table.write(events, size, index -> copy(event, index, token));
                events = size;
                units.addAll(measurePagesAt(size, token));
                System.out.println("audit: measured at " + size + " events");
            }
        }
        return units;
    }

    /** Returns another event of the same size. A tenth are of one token, half are of one actor. */
    private Map<String, AttributeValue> copy(Map<String, AttributeValue> event, int index, String token) {
        Instant time = now.minusMillis(random.nextLong(AGE.toMillis()));
        String target = index % EVENTS_OF_OTHER_TOKENS == 0 ? token : table.randomId(token);
        String actor = index % 2 == 0 ? adminId() : adminId().replace('A', "BCDEFGHIJK".charAt(random.nextInt(ACTORS)));
        Map<String, AttributeValue> copy = new HashMap<>(event);
        copy.put("pk", AttributeValue.fromS("token#" + target));
        copy.put("sk", AttributeValue.fromS("%013d#%032x".formatted(time.toEpochMilli(), index)));
        copy.put(
                "day",
                AttributeValue.fromS(time.atOffset(ZoneOffset.UTC).toLocalDate().toString()));
        copy.put("actor", AttributeValue.fromS("token#" + actor));
        return copy;
    }

    private List<Results.Units> measurePagesAt(int events, String token) throws IOException, InterruptedException {
        Api client = new Api(URI.create(counted.uri() + "/api"), admin.token());
        List<Results.Units> units = new ArrayList<>();
        String history = TOKENS + "/" + token + "/events?pageSize=" + PAGE_SIZE;
        JsonNode page = measure(events, "history of a token: first page", client, history, units);
        String next = TOKENS + "/" + token + "/events?nextPageKey=";
        measure(events, "history of a token: further page", client, next + key(page), units);
        String search = EVENTS + "?pageSize=" + PAGE_SIZE;
        Map<String, String> filters = Map.of(
                "by token", "&target=token:" + token, "by actor", "&actor=token:" + adminId(), "of all, by day", "");
        for (String name : List.of("by token", "by actor", "of all, by day")) {
            String query = search + filters.get(name);
            measure(events, "search " + name + ": first page", client, query, units);
            JsonNode middle =
                    client.send("GET", query + "&to=" + now.minus(MIDDLE).toEpochMilli(), null);
            measure(
                    events,
                    "search " + name + ": page in the middle",
                    client,
                    EVENTS + "?nextPageKey=" + key(middle),
                    units);
        }
        measure(events, "search for a project without events", client, search + "&project=none", units);
        return units;
    }

    private JsonNode measure(int events, String name, Api client, String path, List<Results.Units> units)
            throws IOException, InterruptedException {
        dynamoDb.takeCalls();
        JsonNode page = client.send("GET", path, null);
        List<DynamoDbCall> calls = dynamoDb.takeCalls();
        units.add(new Results.Units(
                events,
                name,
                calls.stream().mapToDouble(DynamoDbCall::tableUnits).sum(),
                calls.stream().mapToDouble(DynamoDbCall::indexUnits).sum()));
        return page;
    }

    private String adminId() {
        return admin.token().substring(0, admin.token().lastIndexOf('.'));
    }

    private static String key(JsonNode page) {
        return URLEncoder.encode(page.path("nextPageKey").asText(), StandardCharsets.UTF_8);
    }

    private static String string(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name)).s();
    }
}
