package dev.tokenry.backend;

import dev.tokenry.aws.AwsHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** An emulator in another process, with all services at one URL. */
final class RemoteBackend extends TestBackend {

    private static final SdkHttpClient HTTP = AwsHttpClient.create();

    private final URI endpoint;
    private final BackendType type;

    RemoteBackend(URI endpoint) {
        this.endpoint = endpoint;
        this.type = BackendType.detect(path -> get(path) == 200);
    }

    @Override
    BackendType type() {
        return type;
    }

    @Override
    public URI endpoint(AwsService service) {
        return endpoint;
    }

    /** The product signs URLs of S3 but never calls it, so it has no client of S3. */
    @Override
    public void createBucket(String name) {
        String body =
                "<CreateBucketConfiguration><LocationConstraint>%s</LocationConstraint></CreateBucketConfiguration>"
                        .formatted(REGION.id());
        // The client of the Common Runtime sends no body without its length.
        SdkHttpRequest request = request(SdkHttpMethod.PUT, "/" + name).toBuilder()
                .putHeader("Content-Length", Integer.toString(body.length()))
                .build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(it -> it.identity(CREDENTIALS.resolveCredentials())
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, REGION.id())
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false));
        int status = execute(HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElseThrow())
                .build());
        if (status != 200) {
            throw new IllegalStateException("Creating the bucket " + name + " returns status " + status);
        }
    }

    private int get(String path) {
        return execute(HttpExecuteRequest.builder()
                .request(request(SdkHttpMethod.GET, path))
                .build());
    }

    private SdkHttpRequest request(SdkHttpMethod method, String path) {
        return SdkHttpRequest.builder()
                .method(method)
                .uri(endpoint.resolve(path))
                .build();
    }

    private static int execute(HttpExecuteRequest request) {
        try {
            HttpExecuteResponse response = HTTP.prepareRequest(request).call();
            response.responseBody().ifPresent(body -> body.abort());
            return response.httpResponse().statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException("No AWS at " + request.httpRequest().getUri(), e);
        }
    }
}
