package dev.tokenry.aws;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.warmup.http.CannedResponseHttpClient;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;

/**
 * Calls during the initialization of a function, so that its first invocation loads fewer classes. They reach no
 * service, and leave no time, random value or secret that a later call uses: a snapshot would copy it.
 */
public final class Priming {

    private Priming() {}

    /**
     * Configures a client to which every call returns the same response from memory.
     *
     * @param response a JSON object
     */
    public static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configure(
            B builder, String response) {
        return builder.region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("priming", "priming")))
                .httpClient(CannedResponseHttpClient.builder()
                        .statusCode(200)
                        .responseBody(response.getBytes(StandardCharsets.US_ASCII))
                        .build());
    }

    /** Makes a request to a local port on which no program listens. */
    public static void primeHttp(SdkHttpClient client) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create("http://127.0.0.1:1/"))
                .build();
        try {
            client.prepareRequest(HttpExecuteRequest.builder().request(request).build())
                    .call()
                    .responseBody()
                    .ifPresent(body -> body.abort());
        } catch (IOException e) {
            // Expected. By now the classes are loaded.
        }
    }
}
