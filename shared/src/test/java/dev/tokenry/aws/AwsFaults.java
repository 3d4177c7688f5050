package dev.tokenry.aws;

import dev.tokenry.aws.FaultyHttpClient.CallBehaviour;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Named;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.crt.CrtRuntimeException;
import software.amazon.awssdk.crt.http.HttpException;

/**
 * Every kind of fault of a call: what the HTTP client throws (the Common Runtime and its adapter of the SDK), what the
 * SDK throws, and responses that no SDK understands. The service may have executed the call in all cases.
 */
public final class AwsFaults {

    /** The codes of the Common Runtime for AWS_IO_SOCKET_CLOSED and AWS_ERROR_HTTP_PROTOCOL_ERROR. */
    private static final int SOCKET_CLOSED = 1051;

    private static final int PROTOCOL_ERROR = 2074;

    private AwsFaults() {}

    public static Stream<Named<CallBehaviour>> all() {
        return Stream.of(exceptionsOfTheHttpClient(), exceptionsOfTheSdk(), responses())
                .flatMap(Function.identity());
    }

    private static Stream<Named<CallBehaviour>> exceptionsOfTheHttpClient() {
        return Stream.of(
                        // Those that are worth repeating are in an IOException, the others are thrown as they are.
                        new IOException(new HttpException(SOCKET_CLOSED)),
                        new HttpException(PROTOCOL_ERROR),
                        new IOException(
                                "An exception occurred when making the request", new CrtRuntimeException("Closed")),
                        new CrtRuntimeException("Closed"),
                        new CancellationException(),
                        new IllegalStateException("Client is closed"),
                        new IllegalArgumentException("Endpoint"),
                        new NullPointerException("Endpoint"),
                        new UnsupportedOperationException("TLS upgrade"),
                        new UncheckedIOException(new IOException("Broken pipe")),
                        new CompletionException(new IOException("Broken pipe")),
                        new RejectedExecutionException("Executor terminated"),
                        new ConnectException("Connection refused"),
                        new UnknownHostException("dynamodb"),
                        new SocketTimeoutException("Connect timed out"),
                        new SSLHandshakeException("No trusted certificate"),
                        new SocketException("Connection reset"),
                        new EOFException("No response"),
                        new InterruptedIOException("Request aborted"))
                .map(AwsFaults::thrown);
    }

    private static Stream<Named<CallBehaviour>> exceptionsOfTheSdk() {
        return Stream.of(
                        AbortedException.create("Thread was interrupted"),
                        ApiCallTimeoutException.create(1_500),
                        ApiCallAttemptTimeoutException.create(400),
                        Crc32MismatchException.create("Checksum"),
                        NonRetryableException.create("No retry"),
                        RetryableException.create("Retry"),
                        SdkClientException.create("Unable to load credentials"))
                .map(AwsFaults::thrown);
    }

    private static Stream<Named<CallBehaviour>> responses() {
        return Stream.of(
                Named.of("throttled", FaultyHttpClient.THROTTLE),
                Named.of("500", FaultyHttpClient.FAIL),
                Named.of("500 without JSON", FaultyHttpClient.respond(500, "<html>")),
                Named.of("302", FaultyHttpClient.respond(302, "")),
                Named.of(
                        "expired credentials", FaultyHttpClient.respond(400, "{\"__type\":\"ExpiredTokenException\"}")),
                Named.of("no JSON", FaultyHttpClient.respond(200, "<html>")),
                Named.of("other JSON", FaultyHttpClient.respond(200, "[1]")),
                Named.of(
                        "connection lost in the body",
                        FaultyHttpClient.respond(200, () -> endingWith(new IOException()))),
                Named.of(
                        "inconsistent chunks in the body",
                        FaultyHttpClient.respond(
                                200, () -> endingWith(new IllegalStateException("Inconsistent codec state")))));
    }

    private static Named<CallBehaviour> thrown(Exception exception) {
        return Named.of(exception.getClass().getSimpleName(), request -> {
            throw rethrow(exception);
        });
    }

    /** Returns a body that ends with an exception. */
    private static InputStream endingWith(Exception exception) {
        InputStream end = new InputStream() {
            @Override
            public int read() throws IOException {
                throw rethrow(exception);
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream("{".getBytes(StandardCharsets.US_ASCII)), end);
    }

    private static RuntimeException rethrow(Exception exception) throws IOException {
        return switch (exception) {
            case IOException e -> throw e;
            case RuntimeException e -> e;
            default -> new IllegalArgumentException(exception);
        };
    }
}
