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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls of AWS services and their capacity units: the goals D1 to D4, and growth. None of it is a time. */
final class CapacitySection implements AutoCloseable {

    private static final int AUTHORIZATIONS = 1000;
    private static final int PAGE_SIZE = 25;
    private static final int TOKENS_PER_OWNER = 50;
    private static final String LARGE_OWNER = "large-owner";
    private static final String LARGE_PROJECT = "large-project";
    private static final int LARGE_OWNER_FROM = 10_000;
    private static final int LARGE_PROJECT_FROM = LARGE_OWNER_FROM + 10_000;
    private static final int LARGE_PROJECT_TO = LARGE_PROJECT_FROM + 100_000;
    private static final String TOKENS = "/v2/apiTokens";
    private static final String TEN_SCOPES = """
            ["metrics.read","logs.read","apiTokens.rotateSelf","users.read","AI","snapshots.upload","events.read",
             "entities.read","problems.read","slo.read"]""";

    private final LocalTokenry stack;
    private final Api admin;
    private final CountingDynamoDbProxy dynamoDb;
    private final Gateway authorizing;
    private final Gateway managing;
    private final Results results;

    CapacitySection(Path root, Path data, Results results) {
        this.results = results;
        stack = Backend.start(root.resolve("template.yaml"), data, Map.of());
        admin = new Api(
                stack.baseUrl(),
                stack.bootstrapToken().flatMap(BootstrapToken::reveal).orElseThrow());
        dynamoDb = new CountingDynamoDbProxy(stack.aws().environment());
        Map<String, String> detour = Map.of("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint());
        authorizing = stack.startDetour(detour, List.of(Backend.FUNCTION));
        List<String> others = stack.template().functions().stream()
                .map(FunctionSpec::logicalId)
                .filter(name -> !name.equals(Backend.FUNCTION))
                .toList();
        managing = stack.startDetour(detour, others);
    }

    @Override
    public void close() {
        authorizing.close();
        managing.close();
        dynamoDb.close();
        stack.close();
    }

    void measureGoals() throws IOException, InterruptedException {
        String token = Backend.tokenInUse(admin);
        Api client = through(authorizing, token);
        int derivations = generateMacCalls();
        client.send("GET", record(token), null);
        results.put(Goal.FIRST_CALLS, dynamoDb.takeCalls().size(), "");
        List<DynamoDbCall> calls = new ArrayList<>();
        for (int i = 0; i < AUTHORIZATIONS; i++) {
            client.send("GET", record(token), null);
            calls.addAll(dynamoDb.takeCalls());
        }
        boolean consistent = calls.stream().allMatch(DynamoDbCall::consistent);
        String operations =
                calls.stream().map(DynamoDbCall::operation).distinct().toList()
                        + (consistent ? ", strongly consistent" : ", not all consistent");
        results.put(Goal.CALLS, calls.size() / (double) AUTHORIZATIONS, operations);
        results.put(Goal.READ_UNITS, units(calls, false) / AUTHORIZATIONS, "");
        results.put(Goal.WRITES, units(calls, true), "");
        results.put(Goal.KMS, generateMacCalls() - derivations, "");
        measureMistyped(token);
        measureWrites();
    }

    /** Replaces each character of a token value in turn. */
    private void measureMistyped(String token) throws IOException, InterruptedException {
        int derivations = generateMacCalls();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String mistyped = token.substring(0, i) + other + token.substring(i + 1);
            int status =
                    through(authorizing, mistyped).exchange("GET", TOKENS, null).statusCode();
            if (status != 401) {
                throw new IOException("A mistyped token got " + status);
            }
        }
        int calls = dynamoDb.takeCalls().size() + generateMacCalls() - derivations;
        results.put(Goal.MISTYPED, calls, token.length() + " tokens");
    }

    private void measureWrites() throws IOException, InterruptedException {
        Api client = through(managing, admin.token());
        // The first call of a function derives its pepper.
        client.send("POST", TOKENS, "{\"name\":\"first\",\"scopes\":[\"metrics.read\"]}");
        dynamoDb.takeCalls();
        JsonNode created = client.send("POST", TOKENS, "{\"name\":\"ten scopes\",\"scopes\":" + TEN_SCOPES + "}");
        putWriteUnits(Goal.CREATE);
        String record = TOKENS + "/" + created.path("id").asText();
        client.send("PATCH", record, "{\"enabled\":false}");
        putWriteUnits(Goal.DISABLE);
        client.send("PATCH", record, "{\"enabled\":true}");
        client.send("POST", record + "/regenerate", "{}");
        dynamoDb.takeCalls();
        client.send("POST", record + "/regenerate", "{}");
        putWriteUnits(Goal.REGENERATE);
    }

    private void putWriteUnits(Goal goal) {
        List<DynamoDbCall> calls = dynamoDb.takeCalls();
        double indexes = calls.stream()
                .filter(CapacitySection::isWrite)
                .mapToDouble(DynamoDbCall::indexUnits)
                .sum();
        results.put(goal, units(calls, true), "and " + Goal.number(indexes) + " of indexes");
    }

    /** Measures each operation in tables of 100, 10,000 and 1,000,000 tokens, up to a maximum. */
    void measureGrowth(int maxTokens) throws Exception {
        List<Results.Units> units = new ArrayList<>();
        String first = admin.send("POST", TOKENS, newToken(group(0))).path("id").asText();
        int tokens = 1;
        String table =
                Objects.requireNonNull(Backend.authorizer(stack).environment().get("TABLE_NAME"));
        try (TableLoader loader = new TableLoader(stack.aws().environment(), table)) {
            for (int size : new int[] {100, 10_000, 1_000_000}) {
                if (size <= maxTokens) {
                    loader.copy(first, tokens, size, CapacitySection::group);
                    tokens = size;
                    units.addAll(measureOperations(size));
                    System.out.println("capacity: measured at " + size + " tokens");
                }
            }
        }
        results.setGrowth(units);
    }

    /** Returns the owner and project of a token: a large one, another one that is larger, and many small ones. */
    private static String group(int index) {
        if (index >= LARGE_OWNER_FROM && index < LARGE_PROJECT_FROM) {
            return LARGE_OWNER;
        }
        return index >= LARGE_PROJECT_FROM && index < LARGE_PROJECT_TO
                ? LARGE_PROJECT
                : "group-" + index / TOKENS_PER_OWNER;
    }

    private static String newToken(String group) {
        return "{\"name\":\"Deploys the web shop\",\"owner\":\"" + group + "\",\"project\":\"" + group
                + "\",\"scopes\":[\"metrics.read\",\"logs.read\",\"apiTokens.read\"]}";
    }

    /** Records the requests of each operation for a token of usual size, and repeats their keys in the workloads. */
    void simulateHotKeys() throws IOException, InterruptedException {
        String group = "hot-group";
        String json = newToken(group);
        Api client = through(managing, admin.token());
        // The first token creates the project.
        client.send("POST", TOKENS, json);
        dynamoDb.takeExchanges();
        String token = client.send("POST", TOKENS, json).path("token").asText();
        Map<String, String> placeholders = Map.of(
                token.substring(0, token.lastIndexOf('.')),
                "{token}",
                "user#" + group,
                "user#{owner}",
                "project#" + group,
                "project#{project}");
        List<KeyUse> creation = keyUses(placeholders);
        Api authorized = through(authorizing, token);
        List<KeyUse> lastUse = List.of();
        List<KeyUse> authorization = List.of();
        while (lastUse.isEmpty() || authorization.stream().anyMatch(use -> use.writes() > 0)) {
            authorized.send("GET", record(token), null);
            authorization = keyUses(placeholders);
            List<KeyUse> written =
                    authorization.stream().filter(use -> use.writes() > 0).toList();
            lastUse = written.isEmpty() ? lastUse : written;
        }
        client.send("PATCH", record(token), "{\"enabled\":false}");
        HotKeySimulation simulation = new HotKeySimulation(authorization, lastUse, creation, keyUses(placeholders));
        results.setHotKeys(HotKeySimulation.WORKLOADS.stream()
                .map(workload -> new Results.HotKeys(workload, simulation.run(workload)))
                .toList());
        int memory = Backend.authorizer(stack).memoryMegabytes();
        results.setCosts(new Costs(
                memory,
                authorization.stream().mapToDouble(KeyUse::reads).sum(),
                lastUse.stream().mapToDouble(KeyUse::writes).sum()));
    }

    private List<KeyUse> keyUses(Map<String, String> placeholders) {
        return dynamoDb.takeExchanges().stream()
                .flatMap(exchange -> KeyUse.of(exchange, placeholders).stream())
                .toList();
    }

    private List<Results.Units> measureOperations(int tokens) throws IOException, InterruptedException {
        Api client = through(managing, admin.token());
        List<Results.Units> result = new ArrayList<>();
        String first = TOKENS + "?pageSize=" + PAGE_SIZE;
        Optional<JsonNode> page = measure(tokens, "list, first page with count", client, "GET", first, null, result);
        String next = encode(page.orElseThrow().path("nextPageKey").asText());
        measure(tokens, "list, further page", client, "GET", TOKENS + "?nextPageKey=" + next, null, result);
        for (String filter : List.of("owner", "project")) {
            String selector = encode(filter + "(\"group-0\")");
            measure(
                    tokens,
                    "list, first page of one " + filter,
                    client,
                    "GET",
                    first + "&apiTokenSelector=" + selector,
                    null,
                    result);
        }
        if (tokens >= LARGE_PROJECT_TO) {
            measureLarge(tokens, "one owner with 10,000 tokens", "owner", LARGE_OWNER, client, result);
            measureLarge(tokens, "one project with 100,000 tokens", "project", LARGE_PROJECT, client, result);
        }
        measure(tokens, "list, sorted by name", client, "GET", first + "&sort=%2Bname", null, result);
        JsonNode created = measure(tokens, "create", client, "POST", TOKENS, newToken(group(0)), result)
                .orElseThrow();
        String record = TOKENS + "/" + created.path("id").asText();
        measure(tokens, "get", client, "GET", record, null, result);
        measure(tokens, "update", client, "PATCH", record, "{\"name\":\"renamed\"}", result);
        JsonNode regenerated = measure(tokens, "regenerate", client, "POST", record + "/regenerate", "{}", result)
                .orElseThrow();
        Api authorized = through(authorizing, regenerated.path("token").asText());
        // The first authorizations record the use of the token.
        for (int i = 0; i < 3; i++) {
            authorized.send("GET", record, null);
        }
        measure(tokens, "authorize", authorized, "GET", record, null, result);
        measure(tokens, "delete", client, "DELETE", record, null, result);
        return result;
    }

    /** Measures the pages of a large owner or project, and the creation of one more token. */
    private void measureLarge(
            int tokens, String name, String filter, String group, Api client, List<Results.Units> result)
            throws IOException, InterruptedException {
        String path = TOKENS + "?pageSize=" + PAGE_SIZE + "&apiTokenSelector=" + encode(filter + "(\"" + group + "\")");
        Optional<JsonNode> page = measure(tokens, "list, first page of " + name, client, "GET", path, null, result);
        String next = encode(page.orElseThrow().path("nextPageKey").asText());
        measure(tokens, "list, further page of " + name, client, "GET", TOKENS + "?nextPageKey=" + next, null, result);
        measure(tokens, "create, " + name, client, "POST", TOKENS, newToken(group), result);
    }

    /** Returns the response, or empty if the operation is rejected for a table of this size. */
    private Optional<JsonNode> measure(
            int tokens,
            String operation,
            Api client,
            String method,
            String path,
            @Nullable String json,
            List<Results.Units> result)
            throws IOException, InterruptedException {
        dynamoDb.takeCalls();
        var response = client.exchange(method, path, json);
        List<DynamoDbCall> calls = dynamoDb.takeCalls();
        boolean rejected = response.statusCode() >= 300;
        result.add(new Results.Units(
                tokens,
                operation + (rejected ? " (rejected with " + response.statusCode() + ")" : ""),
                calls.stream().mapToDouble(DynamoDbCall::tableUnits).sum(),
                calls.stream().mapToDouble(DynamoDbCall::indexUnits).sum()));
        return rejected || response.body().isEmpty()
                ? Optional.empty()
                : Optional.of(Backend.JSON.readTree(response.body()));
    }

    private static double units(List<DynamoDbCall> calls, boolean writes) {
        return calls.stream()
                .filter(call -> isWrite(call) == writes)
                .mapToDouble(DynamoDbCall::tableUnits)
                .sum();
    }

    static boolean isWrite(DynamoDbCall call) {
        return List.of("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem")
                .contains(call.operation());
    }

    private static Api through(Gateway gateway, String token) {
        return new Api(URI.create(gateway.uri() + "/api"), token);
    }

    private static String record(String token) {
        return TOKENS + "/" + token.substring(0, token.lastIndexOf('.'));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private int generateMacCalls() {
        return stack.aws().kmsCallCount("GenerateMac");
    }
}
