package dev.tokenry.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;

/** An HTTP client with configurable faults that records the calls. */
public final class FaultyHttpClient implements SdkHttpClient {

    /** The behaviour of the client for one call. */
    public interface CallBehaviour {
        HttpExecuteResponse call(ExecutableHttpRequest request) throws IOException;
    }

    public static final CallBehaviour PASS = ExecutableHttpRequest::call;

    /** The service executes the call, and its response is lost. */
    public static final CallBehaviour LOSE_RESPONSE = request -> {
        execute(request);
        throw new IOException("The response is lost");
    };

    public static final CallBehaviour REFUSE_CONNECTION = request -> {
        throw new ConnectException("Connection refused");
    };

    public static final CallBehaviour HANG = request -> {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new InterruptedIOException();
    };

    public static final CallBehaviour THROTTLE = respond(400, """
            {"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"Slow down"}""");

    public static final CallBehaviour FAIL = respond(500, "{\"__type\":\"InternalServerError\"}");

    private final SdkHttpClient delegate = AwsHttpClient.create();
    private final Queue<CallBehaviour> nextBehaviours = new ConcurrentLinkedQueue<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile CallBehaviour defaultBehaviour = PASS;

    /** Configures a client that makes each call here, once. */
    public <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configure(B builder) {
        return builder.endpointOverride(URI.create("http://localhost:1"))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(this)
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()));
    }

    /** Lets the service execute a call, and releases the connection without reading the response. */
    static void execute(ExecutableHttpRequest request) throws IOException {
        request.call().responseBody().ifPresent(AbortableInputStream::abort);
    }

    public static CallBehaviour respond(int status, String json) {
        return respond(status, () -> new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    static CallBehaviour respond(int status, Supplier<InputStream> body) {
        return real -> HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .build())
                .responseBody(AbortableInputStream.create(body.get()))
                .build();
    }

    /** Sets the behaviours of the following calls, one each. */
    public void enqueue(CallBehaviour... behaviours) {
        nextBehaviours.addAll(List.of(behaviours));
    }

    /** Sets the behaviour of every call without a queued behaviour. */
    public void setDefault(CallBehaviour behaviour) {
        defaultBehaviour = behaviour;
    }

    /** Returns the names of the called operations, such as {@code GetItem}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest executable = delegate.prepareRequest(request);
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                calls.add(target.substring(target.indexOf('.') + 1));
                CallBehaviour behaviour = nextBehaviours.poll();
                return (behaviour == null ? defaultBehaviour : behaviour).call(executable);
            }

            @Override
            public void abort() {
                executable.abort();
            }
        };
    }

    @Override
    public void close() {
        delegate.close();
    }
}
