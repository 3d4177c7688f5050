package dev.tokenry.authorizer.aws;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.error.ThrottledException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.crt.auth.credentials.CredentialsProvider;
import software.amazon.awssdk.crt.auth.signing.AwsSigner;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.auth.signing.AwsSigningResult;
import software.amazon.awssdk.crt.http.HttpClientConnection;
import software.amazon.awssdk.crt.http.HttpClientConnectionManager;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;

/** Sends signed requests to a service, over a pool of connections that its clients share. */
final class ServiceConnection {

    /** The Java runtime sets it for each invocation; see "Using X-Ray with Lambda" in the Lambda guide. */
    private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    private final ServiceProtocol protocol;
    private final ServiceEndpoint endpoint;
    private final HttpClientConnectionManager connections;
    private final CredentialsProvider credentials;
    private final ClockSkew clock;

    ServiceConnection(
            ServiceProtocol protocol,
            ServiceEndpoint endpoint,
            HttpClientConnectionManager connections,
            CredentialsProvider credentials,
            InstantSource clock) {
        this.protocol = protocol;
        this.endpoint = endpoint;
        this.connections = connections;
        this.credentials = credentials;
        this.clock = new ClockSkew(clock);
    }

    ClockSkew clock() {
        return clock;
    }

    /** Signs and sends a request without waiting for the response. */
    Attempt send(String operation, byte[] body) {
        Attempt attempt = new Attempt(connections);
        attempt.start(sign(request(operation, body)));
        return attempt;
    }

    private HttpRequest request(String operation, byte[] body) {
        String trace = traceHeader();
        HttpHeader[] headers = new HttpHeader[trace == null ? 4 : 5];
        headers[0] = header("Host", endpoint.host());
        headers[1] = header("Content-Type", protocol.contentType());
        headers[2] = header("Content-Length", Integer.toString(body.length));
        headers[3] = header("X-Amz-Target", protocol.targetPrefix() + operation);
        if (trace != null) {
            headers[4] = header("X-Amzn-Trace-Id", trace);
        }
        return new HttpRequest("POST", "/", headers, new RequestBody(body));
    }

    private static @Nullable String traceHeader() {
        return System.getProperty(TRACE_PROPERTY);
    }

    private static HttpHeader header(String name, String value) {
        return new HttpHeader(name.getBytes(StandardCharsets.US_ASCII), value.getBytes(StandardCharsets.UTF_8));
    }

    private CompletableFuture<AwsSigningResult> sign(HttpRequest request) {
        try (AwsSigningConfig config = new AwsSigningConfig()) {
            config.setRegion(endpoint.region());
            config.setService(endpoint.service());
            config.setTime(clock.now().toEpochMilli());
            config.setCredentialsProvider(credentials);
            config.setSignedBodyHeader(AwsSigningConfig.AwsSignedBodyHeaderType.X_AMZ_CONTENT_SHA256);
            return AwsSigner.sign(request, config);
        }
    }

    /** Opens a connection and returns it to the pool, so that the first request does not wait for it. */
    void connect() {
        CompletableFuture<HttpClientConnection> _ =
                connections.acquireConnection().whenComplete(new ReturnToPool());
    }

    /** Ignores failures: the first request tries again, and reports them. */
    private static final class ReturnToPool implements BiConsumer<@Nullable HttpClientConnection, @Nullable Throwable> {

        @Override
        public void accept(@Nullable HttpClientConnection connection, @Nullable Throwable failure) {
            if (connection != null) {
                connection.close();
            }
        }
    }

    ServiceUnavailableException unavailable(Exception cause) {
        String message = protocol.serviceName() + " is unavailable";
        return cause instanceof ServiceErrorException error && error.error().isThrottling()
                ? new ThrottledException(message, error.error().throttlingReasons(), cause)
                : new ServiceUnavailableException(message, cause);
    }
}
