package dev.tokenry.emulator.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * A proxy for DynamoDB that records every request, including retries, and its capacity units, and can fail requests.
 */
public final class CountingDynamoDbProxy implements AutoCloseable {

    /**
     * A request: its operation and its capacity units on the table and the indexes, which are 0 if it was not
     * forwarded.
     */
    public record DynamoDbCall(String operation, boolean consistent, double tableUnits, double indexUnits) {}

    /**
     * A request with its content.
     *
     * @param consumed the capacity that it consumed, for each table and index; missing if it was not forwarded
     */
    public record DynamoDbExchange(DynamoDbCall call, JsonNode request, JsonNode consumed) {}

    /** The ways in which requests fail. */
    public enum Fault {
        THROTTLED,
        FAILING,
        HANGING
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI endpointUrl;
    private final String region;
    private final AwsSessionCredentials credentials;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final List<DynamoDbExchange> exchanges = new CopyOnWriteArrayList<>();

    /** @param environment the variables that direct an AWS SDK to the emulated services */
    public CountingDynamoDbProxy(Map<String, String> environment) {
        endpointUrl = URI.create(required(environment, "AWS_ENDPOINT_URL_DYNAMODB"));
        region = required(environment, "AWS_REGION");
        credentials = AwsSessionCredentials.create(
                required(environment, "AWS_ACCESS_KEY_ID"),
                required(environment, "AWS_SECRET_ACCESS_KEY"),
                required(environment, "AWS_SESSION_TOKEN"));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(executor);
        server.start();
    }

    private static String required(Map<String, String> environment, String name) {
        return Objects.requireNonNull(environment.get(name), name);
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the requests since the last call of this method. */
    public List<DynamoDbCall> takeCalls() {
        return takeExchanges().stream().map(DynamoDbExchange::call).toList();
    }

    /** Returns the same requests with their contents. */
    public List<DynamoDbExchange> takeExchanges() {
        List<DynamoDbExchange> result = List.copyOf(exchanges);
        exchanges.clear();
        return result;
    }

    public void fail(String operation, Fault fault) {
        faults.put(operation, fault);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        executor.close();
        client.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target.substring(target.indexOf('.') + 1);
            ObjectNode request = (ObjectNode) JSON.readTree(exchange.getRequestBody());
            boolean consistent = isConsistent(request);
            Fault fault = faults.get(operation);
            if (fault == null) {
                forward(exchange, operation, consistent, request);
            } else {
                DynamoDbCall call = new DynamoDbCall(operation, consistent, 0, 0);
                exchanges.add(new DynamoDbExchange(call, request, MissingNode.getInstance()));
                reject(exchange, fault);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isConsistent(JsonNode request) {
        JsonNode batches = request.path("RequestItems");
        return batches.isEmpty()
                ? request.path("ConsistentRead").asBoolean()
                : batches.valueStream()
                        .allMatch(batch -> batch.path("ConsistentRead").asBoolean());
    }

    private void forward(HttpExchange exchange, String operation, boolean consistent, ObjectNode request)
            throws IOException, InterruptedException {
        request.put("ReturnConsumedCapacity", "INDEXES");
        HttpResponse<byte[]> response = client.send(
                signed(exchange.getRequestHeaders(), JSON.writeValueAsBytes(request)), BodyHandlers.ofByteArray());
        JsonNode consumed = JSON.readTree(response.body()).path("ConsumedCapacity");
        // A call for several tables has a list.
        JsonNode table = consumed.isArray() ? consumed.path(0) : consumed;
        double indexes = table.path("GlobalSecondaryIndexes")
                .valueStream()
                .mapToDouble(index -> index.path("CapacityUnits").asDouble())
                .sum();
        DynamoDbCall call = new DynamoDbCall(
                operation, consistent, table.at("/Table/CapacityUnits").asDouble(), indexes);
        exchanges.add(new DynamoDbExchange(call, request, table));
        response.headers()
                .firstValue("x-amz-crc32")
                .ifPresent(crc -> exchange.getResponseHeaders().set("x-amz-crc32", crc));
        respond(exchange, response.statusCode(), response.body());
    }

    /** Signs a changed request anew, because the signature of the client does not cover it. */
    private HttpRequest signed(Headers headers, byte[] body) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpointUrl)
                .encodedPath("/");
        for (String header : List.of("X-Amz-Target", "Content-Type")) {
            request.putHeader(header, headers.getFirst(header));
        }
        HttpRequest.Builder copy = HttpRequest.newBuilder(endpointUrl).POST(BodyPublishers.ofByteArray(body));
        AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(credentials)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "dynamodb"))
                .request()
                .forEachHeader((name, values) -> {
                    // The HTTP client sets this header itself.
                    if (!name.equalsIgnoreCase("Host")) {
                        values.forEach(value -> copy.header(name, value));
                    }
                });
        return copy.build();
    }

    private void reject(HttpExchange exchange, Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case THROTTLED -> respond(exchange, 400, """
                        {"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"}""".getBytes(StandardCharsets.UTF_8));
            case FAILING ->
                respond(exchange, 500, "{\"__type\":\"InternalServerError\"}".getBytes(StandardCharsets.UTF_8));
            case HANGING -> closed.await();
        }
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
