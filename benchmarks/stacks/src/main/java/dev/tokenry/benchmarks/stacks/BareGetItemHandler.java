package dev.tokenry.benchmarks.stacks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.crt.auth.signing.AwsSigner;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.http.HttpClientConnection;
import software.amazon.awssdk.crt.http.HttpClientConnectionManager;
import software.amazon.awssdk.crt.http.HttpClientConnectionManagerOptions;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.http.HttpRequestBodyStream;
import software.amazon.awssdk.crt.http.HttpStream;
import software.amazon.awssdk.crt.http.HttpStreamResponseHandler;
import software.amazon.awssdk.crt.io.ClientBootstrap;
import software.amazon.awssdk.crt.io.EventLoopGroup;
import software.amazon.awssdk.crt.io.HostResolver;
import software.amazon.awssdk.crt.io.SocketOptions;
import software.amazon.awssdk.crt.io.TlsContext;
import software.amazon.awssdk.crt.io.TlsContextOptions;

/**
 * One strongly consistent read of one item, signed and sent by {@code aws-crt} and nothing else: what an authorization
 * cannot be faster than. The item is that of the token in {@code BENCHMARK_TOKEN_ID}.
 */
public final class BareGetItemHandler implements RequestStreamHandler {

    private final URI endpoint = URI.create(variable("AWS_ENDPOINT_URL_DYNAMODB"));
    private final byte[] request = ("{\"TableName\":\"" + variable("TABLE_NAME") + "\",\"Key\":{\"pk\":{\"S\":\""
                    + variable("BENCHMARK_TOKEN_ID") + "\"}},\"ConsistentRead\":true}")
            .getBytes(StandardCharsets.UTF_8);
    private final StaticCredentialsProvider credentials =
            new StaticCredentialsProvider.StaticCredentialsProviderBuilder()
                    .withAccessKeyId(utf8(variable("AWS_ACCESS_KEY_ID")))
                    .withSecretAccessKey(utf8(variable("AWS_SECRET_ACCESS_KEY")))
                    .withSessionToken(utf8(variable("AWS_SESSION_TOKEN")))
                    .build();
    private final HttpClientConnectionManager connections = connect();

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        input.readAllBytes();
        output.write(getItem());
    }

    private byte[] getItem() {
        Response response = new Response();
        try (AwsSigningConfig config = new AwsSigningConfig()) {
            config.setRegion(variable("AWS_REGION"));
            config.setService("dynamodb");
            config.setTime(System.currentTimeMillis());
            config.setCredentialsProvider(credentials);
            HttpRequest signed = AwsSigner.sign(unsigned(), config).join().getSignedRequest();
            HttpClientConnection connection = connections.acquireConnection().join();
            try {
                connection.makeRequest(signed, response).activate();
                return response.body.join();
            } finally {
                connections.releaseConnection(connection);
            }
        }
    }

    private HttpRequest unsigned() {
        HttpHeader[] headers = {
            new HttpHeader("Host", endpoint.getAuthority()),
            new HttpHeader("Content-Type", "application/x-amz-json-1.0"),
            new HttpHeader("Content-Length", Integer.toString(request.length)),
            new HttpHeader("X-Amz-Target", "DynamoDB_20120810.GetItem")
        };
        return new HttpRequest("POST", "/", headers, new RequestBytes(ByteBuffer.wrap(request)));
    }

    private HttpClientConnectionManager connect() {
        EventLoopGroup threads = new EventLoopGroup(1);
        try (TlsContextOptions tls = TlsContextOptions.createDefaultClient()) {
            String bundle = System.getenv("AWS_CA_BUNDLE");
            if (bundle != null) {
                tls.overrideDefaultTrustStoreFromPath(null, bundle);
            }
            return HttpClientConnectionManager.create(new HttpClientConnectionManagerOptions()
                    .withClientBootstrap(new ClientBootstrap(threads, new HostResolver(threads)))
                    .withSocketOptions(new SocketOptions())
                    .withTlsContext(new TlsContext(tls))
                    .withUri(endpoint));
        }
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record RequestBytes(ByteBuffer bytes) implements HttpRequestBodyStream {

        @Override
        public boolean sendRequestBody(ByteBuffer out) {
            int length = Math.min(out.remaining(), bytes.remaining());
            out.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            return !bytes.hasRemaining();
        }

        @Override
        public boolean resetPosition() {
            bytes.rewind();
            return true;
        }

        @Override
        public long getLength() {
            return bytes.limit();
        }
    }

    private static final class Response implements HttpStreamResponseHandler {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();

        @Override
        public void onResponseHeaders(HttpStream stream, int status, int blockType, HttpHeader[] headers) {
            if (status != 200) {
                body.completeExceptionally(new IOException("Status " + status));
            }
        }

        @Override
        public int onResponseBody(HttpStream stream, byte[] part) {
            bytes.writeBytes(part);
            return part.length;
        }

        @Override
        public void onResponseComplete(HttpStream stream, int errorCode) {
            stream.close();
            if (errorCode == CRT.AWS_CRT_SUCCESS) {
                body.complete(bytes.toByteArray());
            } else {
                body.completeExceptionally(new IOException(CRT.awsErrorName(errorCode)));
            }
        }
    }
}
