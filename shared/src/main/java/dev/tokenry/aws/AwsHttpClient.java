package dev.tokenry.aws;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.http.HttpException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

/** The HTTP client of all clients of the AWS SDK: that of the AWS Common Runtime, a native library. */
public final class AwsHttpClient implements SdkHttpClient {

    private static final String DNS_PREFIX = "AWS_IO_DNS_";

    /**
     * Errors that only a connection has which was never established. Others are ambiguous: a socket that is closed,
     * timed out or unreachable may have carried the request before.
     */
    private static final Set<String> CONNECT_ERRORS =
            Set.of("AWS_IO_SOCKET_CONNECTION_REFUSED", "AWS_IO_TLS_NEGOTIATION_TIMEOUT");

    private final SdkHttpClient commonRuntime;

    private AwsHttpClient(SdkHttpClient commonRuntime) {
        this.commonRuntime = commonRuntime;
    }

    /** Creates a client whose connections are those of {@link CallSettings}. */
    public static SdkHttpClient create() {
        return create(CallSettings.CONNECT_TIMEOUT);
    }

    /** Creates a client with another maximum duration of a TCP connect, for calls from outside AWS. */
    public static SdkHttpClient create(Duration connectTimeout) {
        return new AwsHttpClient(AwsCrtHttpClient.builder()
                .connectionTimeout(connectTimeout)
                .connectionMaxIdleTime(CallSettings.MAX_IDLE_TIME)
                .build());
    }

    /**
     * Returns whether a call failed before a connection existed, so that the service did not receive it. The client
     * reports an untrusted certificate as late as 10 to 30 seconds after the handshake: a call with a shorter timeout
     * reports that timeout, and this method returns false.
     */
    public static boolean isConnectFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // The client throws both only while it waits for a connection.
            if (cause instanceof ConnectException || cause instanceof SSLHandshakeException) {
                return true;
            }
            if (cause instanceof HttpException http && isConnectError(CRT.awsErrorName(http.getErrorCode()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConnectError(String name) {
        return CONNECT_ERRORS.contains(name) || name.startsWith(DNS_PREFIX);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new RepeatableRequest(commonRuntime.prepareRequest(request));
    }

    @Override
    public String clientName() {
        return commonRuntime.clientName();
    }

    @Override
    public void close() {
        commonRuntime.close();
    }

    /**
     * The SDK repeats a call for an {@link IOException} only, and the Common Runtime throws others for some failures.
     */
    private record RepeatableRequest(ExecutableHttpRequest request) implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                return request.call();
            } catch (HttpException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void abort() {
            request.abort();
        }
    }
}
