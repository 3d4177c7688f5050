package dev.tokenry.local.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** An HTTP client that misbehaves as it is told, and knows which calls went through it. */
final class FaultyHttp implements SdkHttpClient {

    /** What becomes of one call. */
    interface Behaviour {
        HttpExecuteResponse answer(ExecutableHttpRequest real) throws IOException;
    }

    static final Behaviour PASS = ExecutableHttpRequest::call;

    /** The service does what it is asked for, and nobody hears of it. */
    static final Behaviour LOSE_ANSWER = real -> {
        real.call();
        throw new IOException("The answer is lost");
    };

    static final Behaviour REFUSE = real -> {
        throw new ConnectException("Connection refused");
    };

    static final Behaviour HANG = real -> {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new InterruptedIOException();
    };

    static final Behaviour THROTTLE = answer(400, """
            {"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"Slow down"}""");

    static final Behaviour FAIL = answer(500, "{\"__type\":\"InternalServerError\"}");

    private final SdkHttpClient real = Apache5HttpClient.create();
    private final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Behaviour otherwise = PASS;

    static Behaviour answer(int status, String json) {
        return real -> HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .build())
                .responseBody(
                        AbortableInputStream.create(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    /** The next calls, one each. */
    void next(Behaviour... behaviours) {
        next.addAll(List.of(behaviours));
    }

    /** Every call that {@link #next} says nothing of. */
    void always(Behaviour behaviour) {
        otherwise = behaviour;
    }

    /** The operations that were called, such as {@code GetItem}. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = real.prepareRequest(request);
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                calls.add(target.substring(target.indexOf('.') + 1));
                Behaviour behaviour = next.poll();
                return (behaviour == null ? otherwise : behaviour).answer(prepared);
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public void close() {
        real.close();
    }
}
