package dev.tokenry.audit.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.aws.Backoff;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** EventBridge below a client of the SDK: an event bus that takes what PutEvents permits, with faults. */
public final class TestEventBus implements SdkHttpClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What happens to a request. */
    public interface Fault {
        HttpExecuteResponse respond(Request request) throws IOException;
    }

    /** A request, whose entries the bus takes on demand. */
    public final class Request {
        private final ArrayNode entries;

        Request(ArrayNode entries) {
            this.entries = entries;
        }

        /** Takes the entries but those whose detail is rejected. */
        public HttpExecuteResponse takeUnless(Predicate<JsonNode> isRejected) {
            ObjectNode response = JSON.createObjectNode();
            ArrayNode results = response.putArray("Entries");
            int failed = 0;
            for (JsonNode entry : entries) {
                if (isRejected.test(entry)) {
                    failed++;
                    results.addObject().put("ErrorCode", "ThrottlingException").put("ErrorMessage", "Rate exceeded");
                } else {
                    taken.add(entry);
                    results.addObject().put("EventId", "e" + taken.size());
                }
            }
            response.put("FailedEntryCount", failed);
            return reply(200, response.toString());
        }
    }

    public static final Fault THROTTLE = _ -> reply(400, "{\"__type\":\"ThrottlingException\"}");

    public static final Fault LOSE_RESPONSE = request -> {
        request.takeUnless(_ -> false);
        throw new IOException("The response is lost");
    };

    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final List<Integer> requestSizes = new CopyOnWriteArrayList<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private volatile Fault defaultFault = request -> request.takeUnless(_ -> false);

    /** Returns a fault that rejects the entries whose detail contains a text. */
    public static Fault reject(String text) {
        return request ->
                request.takeUnless(entry -> entry.path("Detail").asText().contains(text));
    }

    /** Returns a sink that sends to this bus, with short pauses. */
    public EventBridgeSink sink() {
        return new EventBridgeSink(
                EventBridgeClient.builder()
                        .endpointOverride(URI.create("http://localhost:1"))
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                        .httpClient(this)
                        .overrideConfiguration(EventBridgeSink.clientSettings())
                        .build(),
                "audit",
                new Backoff(0));
    }

    /** Sets what happens to the following requests, one each. */
    public void enqueue(Fault... following) {
        faults.addAll(List.of(following));
    }

    /** Sets what happens to every request without a queued fault. */
    public void setDefault(Fault fault) {
        defaultFault = fault;
    }

    /** Lets the bus take everything. */
    public void mend() {
        faults.clear();
        defaultFault = request -> request.takeUnless(_ -> false);
    }

    /** Returns the entries that the bus has taken. */
    public List<JsonNode> taken() {
        return List.copyOf(taken);
    }

    /** Returns the number of entries of each request. */
    public List<Integer> requestSizes() {
        return List.copyOf(requestSizes);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                try (InputStream body =
                        request.contentStreamProvider().orElseThrow().newStream()) {
                    return receive(body.readAllBytes());
                }
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse receive(byte[] body) throws IOException {
        ArrayNode entries = (ArrayNode) JSON.readTree(body).path("Entries");
        requestSizes.add(entries.size());
        if (entries.isEmpty() || entries.size() > 10 || sizeOf(entries) >= 256 * 1024) {
            return reply(400, "{\"__type\":\"ValidationException\"}");
        }
        Fault fault = faults.poll();
        return (fault == null ? defaultFault : fault).respond(new Request(entries));
    }

    private static int sizeOf(ArrayNode entries) {
        int size = 0;
        for (JsonNode entry : entries) {
            size += 14;
            for (String text : List.of("Source", "DetailType", "Detail")) {
                size += entry.path(text).asText().getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return size;
    }

    private static HttpExecuteResponse reply(int status, String json) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .build())
                .responseBody(
                        AbortableInputStream.create(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    /** Returns the details of the entries that the bus has taken, in order. */
    public List<String> details() {
        List<String> details = new ArrayList<>();
        taken.forEach(entry -> details.add(entry.path("Detail").asText()));
        return details;
    }

    @Override
    public void close() {}
}
