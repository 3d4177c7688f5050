package dev.tokenry.emulator.apigateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;

/** Compresses responses of at least {@code MinimumCompressionSize} for clients that accept gzip. */
record Compression(OptionalInt minimumSize) {

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
