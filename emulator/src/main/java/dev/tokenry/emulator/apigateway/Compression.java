package dev.tokenry.emulator.apigateway;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What a {@code MinimumCompressionSize} switches on: compresses responses of at least this size for clients that accept
 * gzip, and unpacks bodies of requests. Without it, both are passed on as they are.
 */
record Compression(OptionalInt minimumSize) {

    /** The limit of API Gateway for a payload, which also protects from a small body that unpacks to a large one. */
    private static final int MAX_UNPACKED_BYTES = 10 * 1024 * 1024;

    /** A request with its unpacked body, or the type of the gateway's error response. */
    sealed interface UnpackResult {

        record Unpacked(HttpRequest request) implements UnpackResult {}

        record Rejected(ResponseType type) implements UnpackResult {}
    }

    UnpackResult unpack(HttpRequest request) {
        String encoding = request.headers.header("Content-Encoding").strip().toLowerCase(Locale.ROOT);
        if (minimumSize.isEmpty() || encoding.isEmpty() || encoding.equals("identity")) {
            return new UnpackResult.Unpacked(request);
        }
        if (!encoding.equals("gzip") && !encoding.equals("deflate")) {
            return new UnpackResult.Rejected(ResponseType.UNSUPPORTED_MEDIA_TYPE);
        }
        try (InputStream unpacked = stream(encoding, request.body)) {
            byte[] body = unpacked.readNBytes(MAX_UNPACKED_BYTES + 1);
            return body.length > MAX_UNPACKED_BYTES
                    ? new UnpackResult.Rejected(ResponseType.REQUEST_TOO_LARGE)
                    : new UnpackResult.Unpacked(request.withBody(body));
        } catch (IOException e) {
            return new UnpackResult.Rejected(ResponseType.BAD_REQUEST_BODY);
        }
    }

    private static InputStream stream(String encoding, byte[] body) throws IOException {
        InputStream in = new ByteArrayInputStream(body);
        if (body.length == 0) {
            return in;
        }
        return encoding.equals("gzip") ? new GZIPInputStream(in) : new InflaterInputStream(in);
    }

    HttpResponse apply(HttpResponse response, MultiMap requestHeaders) {
        boolean shouldCompress = minimumSize.isPresent()
                && response.body().length > 0
                && response.body().length >= minimumSize.getAsInt()
                && requestHeaders
                        .header("Accept-Encoding")
                        .toLowerCase(Locale.ROOT)
                        .contains("gzip");
        return shouldCompress && !response.hasHeader("Content-Encoding")
                ? response.withBody(gzip(response.body())).withHeader("Content-Encoding", "gzip")
                : response;
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
