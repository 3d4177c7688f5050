package dev.tokenry.local.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;

/** Compresses an answer from {@code MinimumCompressionSize} on, for a client that accepts gzip. */
record Compression(OptionalInt minimumSize) {

    Answer apply(Answer answer, MultiMap requestHeaders) {
        boolean wanted = minimumSize.isPresent()
                && answer.body().length > 0
                && answer.body().length >= minimumSize.getAsInt()
                && requestHeaders
                        .header("Accept-Encoding")
                        .toLowerCase(Locale.ROOT)
                        .contains("gzip");
        return wanted && !answer.has("Content-Encoding")
                ? answer.withBody(gzip(answer.body())).with("Content-Encoding", "gzip")
                : answer;
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
