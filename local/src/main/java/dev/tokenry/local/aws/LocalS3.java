package dev.tokenry.local.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/** A stand-in for S3 that takes what a presigned PUT brings, after the checks that S3 makes. */
final class LocalS3 implements AutoCloseable {

    private final S3Objects objects;
    private final Clock clock;
    private final LoopbackServer server;

    private LocalS3(S3Objects objects, Clock clock) {
        this.objects = objects;
        this.clock = clock;
        this.server = LoopbackServer.start(this::handle);
    }

    static LocalS3 start(DataFolder data, Clock clock) {
        return new LocalS3(S3Objects.open(data), clock);
    }

    URI endpoint() {
        return server.endpoint();
    }

    Path object(String bucket, String key) {
        return objects.file(new S3Location(bucket, key));
    }

    /** Its rules on access and encryption have nobody to apply to on this machine. */
    LocalAws.Physical create(String logicalId, Map<String, Object> properties) {
        Object named = properties.getOrDefault("BucketName", "tokenry-" + logicalId.toLowerCase(Locale.ROOT));
        String bucket = named.toString();
        if (!S3Location.isBucketName(bucket)) {
            throw new IllegalArgumentException("No name for a bucket: " + bucket);
        }
        objects.createBucket(bucket);
        return new LocalAws.Physical(
                bucket,
                Map.of(
                        "Arn", "arn:aws:s3:::" + bucket,
                        "DomainName", bucket + ".s3.amazonaws.com",
                        "RegionalDomainName", bucket + ".s3." + LocalAws.REGION + ".amazonaws.com"));
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            exchange.getResponseHeaders().set("ETag", put(exchange));
            LoopbackServer.answer(exchange, 200, "application/xml", new byte[0]);
        } catch (S3Error e) {
            byte[] body = e.xml().getBytes(StandardCharsets.UTF_8);
            LoopbackServer.answer(exchange, e.status(), "application/xml", body);
        }
    }

    private String put(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("PUT")) {
            throw S3Error.methodNotAllowed();
        }
        S3Location location = S3Location.ofPath(exchange.getRequestURI().getRawPath());
        if (!objects.hasBucket(location.bucket())) {
            throw S3Error.noSuchBucket();
        }
        new PresignedRequest(exchange).requireValid(clock.instant());
        return objects.put(S3Upload.of(location, exchange.getRequestHeaders()), exchange.getRequestBody());
    }
}
