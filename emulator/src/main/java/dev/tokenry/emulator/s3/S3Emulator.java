package dev.tokenry.emulator.s3;

import com.sun.net.httpserver.HttpExchange;
import dev.tokenry.emulator.io.AllowedHosts;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.LoopbackServer;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.io.ReceivedRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/** An emulator of S3 that accepts presigned PUT requests, with the checks of S3. */
public final class S3Emulator implements AutoCloseable {

    private final S3Objects objects;
    private final AwsAccount account;
    private final String namePrefix;
    private final Clock clock;
    private final LoopbackServer server;

    private S3Emulator(S3Objects objects, AwsAccount account, String namePrefix, Clock clock) {
        this.objects = objects;
        this.account = account;
        this.namePrefix = namePrefix;
        this.clock = clock;
        this.server = LoopbackServer.start(AllowedHosts.LOOPBACK, this::handle);
    }

    /** @param namePrefix prefix of the names of buckets to which the template gives no name */
    public static S3Emulator start(DataDirectory data, AwsAccount account, String namePrefix, Clock clock) {
        return new S3Emulator(S3Objects.open(data), account, namePrefix, clock);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    public Path objectPath(String bucket, String key) {
        return objects.file(new S3Location(bucket, key));
    }

    /** Creates a bucket. Properties for access control and encryption are ignored. */
    public PhysicalResource create(String logicalId, Map<String, Object> properties) {
        Object bucketName = properties.getOrDefault("BucketName", namePrefix + logicalId.toLowerCase(Locale.ROOT));
        String bucket = bucketName.toString();
        if (!S3Location.isBucketName(bucket)) {
            throw new IllegalArgumentException("Not a valid bucket name: " + bucket);
        }
        objects.createBucket(bucket);
        return new PhysicalResource(
                bucket,
                Map.of(
                        "Arn", "arn:aws:s3:::" + bucket,
                        "DomainName", bucket + ".s3.amazonaws.com",
                        "RegionalDomainName", bucket + ".s3." + account.region() + ".amazonaws.com"));
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            exchange.getResponseHeaders().set("ETag", put(exchange));
            LoopbackServer.respond(exchange, 200, "application/xml", new byte[0]);
        } catch (S3Exception e) {
            byte[] body = e.xml().getBytes(StandardCharsets.UTF_8);
            LoopbackServer.respond(exchange, e.status(), "application/xml", body);
        }
    }

    private String put(HttpExchange exchange) throws IOException {
        ReceivedRequest request = ReceivedRequest.of(exchange);
        S3Location location = S3Location.ofPath(request.rawPath());
        new PresignedRequest(request, account).requireValid(clock.instant());
        if (!request.method().equals("PUT")) {
            throw S3Exception.methodNotAllowed();
        }
        if (!objects.hasBucket(location.bucket())) {
            throw S3Exception.noSuchBucket();
        }
        return objects.put(S3Upload.of(location, request), exchange.getRequestBody());
    }
}
