package dev.tokenry.aws;

import dev.tokenry.error.ServiceUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Calls of a service of which one operation is used. Its client would make the zip of every function larger, by
 * megabytes. What the service rejects because it is busy is tried again. What may have reached it is not: it could
 * happen twice.
 */
public final class SignedCalls {

    private static final int MAX_ATTEMPTS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final String region;
    private final String service;
    private final URI endpoint;
    private final Backoff backoff;

    /**
     * @param service the name of the service in signatures
     * @param endpoint the endpoint of the service
     */
    public SignedCalls(
            SdkHttpClient http, AwsCredentialsProvider credentials, String region, String service, URI endpoint) {
        this(http, credentials, region, service, endpoint, new Backoff(200));
    }

    SignedCalls(
            SdkHttpClient http,
            AwsCredentialsProvider credentials,
            String region,
            String service,
            URI endpoint,
            Backoff backoff) {
        this.http = http;
        this.credentials = credentials;
        this.region = region;
        this.service = service;
        this.endpoint = endpoint;
        this.backoff = backoff;
    }

    /** A response of the service. */
    public record Response(int status, String body) {

        public boolean isSuccess() {
            return status / 100 == 2;
        }

        private boolean isBusy() {
            return status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE;
        }
    }

    /**
     * Sends a request.
     *
     * @throws ServiceUnavailableException if there is no response. The request may have had its effect.
     */
    public Response post(String path, String contentType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ContentStreamProvider payload = ContentStreamProvider.fromByteArray(bytes);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint.resolve(path))
                .putHeader("Content-Type", contentType)
                .putHeader("Content-Length", Integer.toString(bytes.length))
                .build();
        for (int attempt = 1; ; attempt++) {
            backoff.pause(attempt);
            Response response = send(request, payload);
            if (attempt == MAX_ATTEMPTS || !response.isBusy()) {
                return response;
            }
        }
    }

    private Response send(SdkHttpRequest request, ContentStreamProvider payload) {
        SignedRequest signed = signer.sign(it -> it.identity(credentials.resolveCredentials())
                .request(request)
                .payload(payload)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        ExecutableHttpRequest call = http.prepareRequest(HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElse(payload))
                .build());
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> response = executor.submit(() -> read(call.call()));
            try {
                return response.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new ServiceUnavailableException(service + " is unavailable", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServiceUnavailableException("Interrupted while waiting for " + service, e);
            } finally {
                call.abort();
            }
        }
    }

    private static Response read(HttpExecuteResponse response) throws IOException {
        String body = "";
        if (response.responseBody().isPresent()) {
            try (InputStream stream = response.responseBody().get()) {
                body = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        return new Response(response.httpResponse().statusCode(), body);
    }
}
