package dev.tokenry.exchange.keys.http;

import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.text.Text;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the one response of a connection (RFC 9112): status 200 and a body of limited length, without compression. What
 * is not exactly in its form is rejected.
 */
final class HttpResponseReader {

    static final int MAX_BODY_BYTES = 64 * 1024;

    private static final int MAX_HEAD_BYTES = 16 * 1024;

    /** The digits of the length of a body or, in hexadecimal, of a chunk. */
    private static final int MAX_LENGTH_DIGITS = 7;

    private static final int STATUS_DIGITS = 3;
    private static final int NO_STATUS = 0;
    private static final int HEXADECIMAL = 16;
    private static final String CHUNKED = "chunked";
    private static final String IDENTITY = "identity";

    private final InputStream input;
    private int headBytes;

    private HttpResponseReader(InputStream input) {
        this.input = new BufferedInputStream(input);
    }

    /**
     * Reads the response and returns its body.
     *
     * @throws IOException if the connection fails or ends too early
     */
    static byte[] read(InputStream input) throws IOException, DocumentException {
        HttpResponseReader reader = new HttpResponseReader(input);
        reader.readStatus();
        return reader.readBody(reader.readHeaders());
    }

    private void readStatus() throws IOException, DocumentException {
        String line = readLine();
        if (!line.startsWith("HTTP/1.1 ") && !line.startsWith("HTTP/1.0 ")) {
            throw new DocumentException(DocumentFailure.CONNECTION);
        }
        // A status without a phrase may lack the blank.
        String rest = line.substring("HTTP/1.1 ".length()).concat(" ");
        String status = rest.substring(0, rest.indexOf(' '));
        if (!status.equals("200")) {
            throw DocumentException.ofStatus(
                    Text.isDigits(status, STATUS_DIGITS) ? Integer.parseInt(status) : NO_STATUS);
        }
    }

    /** Returns the headers by their names in lower case. Values of repeated ones are joined. */
    private Map<String, String> readHeaders() throws IOException, DocumentException {
        Map<String, String> headers = new HashMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            if (colon <= 0
                    || Character.isWhitespace(line.charAt(0))
                    || Character.isWhitespace(line.charAt(colon - 1))) {
                throw new DocumentException(DocumentFailure.CONNECTION);
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        return headers;
    }

    private byte[] readBody(Map<String, String> headers) throws IOException, DocumentException {
        if (!headers.getOrDefault("content-encoding", IDENTITY).equalsIgnoreCase(IDENTITY)) {
            throw new DocumentException(DocumentFailure.ENCODING);
        }
        String transferEncoding = headers.get("transfer-encoding");
        String length = headers.get("content-length");
        if (transferEncoding != null) {
            // With both, the length of the body is a matter of opinion.
            if (length != null || !transferEncoding.equalsIgnoreCase(CHUNKED)) {
                throw new DocumentException(DocumentFailure.CONNECTION);
            }
            return readChunks();
        }
        return length == null ? readToEnd() : readExactly(parseLength(length));
    }

    private static int parseLength(String length) throws DocumentException {
        if (!Text.isDigits(length, Integer.MAX_VALUE)) {
            throw new DocumentException(DocumentFailure.CONNECTION);
        }
        if (length.length() > MAX_LENGTH_DIGITS) {
            throw new DocumentException(DocumentFailure.TOO_LARGE);
        }
        return Integer.parseInt(length);
    }

    private byte[] readToEnd() throws IOException, DocumentException {
        byte[] body = input.readNBytes(MAX_BODY_BYTES + 1);
        requireSize(body.length);
        return body;
    }

    private byte[] readExactly(int length) throws IOException, DocumentException {
        requireSize(length);
        byte[] body = input.readNBytes(length);
        if (body.length < length) {
            throw new DocumentException(DocumentFailure.CONNECTION);
        }
        return body;
    }

    private byte[] readChunks() throws IOException, DocumentException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = readChunkLength(); length > 0; length = readChunkLength()) {
            requireSize((long) body.size() + length);
            body.write(readExactly(length));
            if (!readLine().isEmpty()) {
                throw new DocumentException(DocumentFailure.CONNECTION);
            }
        }
        // What follows belongs to no document, and the connection is closed.
        return body.toByteArray();
    }

    private int readChunkLength() throws IOException, DocumentException {
        String line = readLine();
        int extension = line.indexOf(';');
        String length = extension < 0 ? line : line.substring(0, extension);
        if (length.isEmpty() || !length.chars().allMatch(c -> c < 128 && Character.digit(c, HEXADECIMAL) >= 0)) {
            throw new DocumentException(DocumentFailure.CONNECTION);
        }
        if (length.length() > MAX_LENGTH_DIGITS) {
            throw new DocumentException(DocumentFailure.TOO_LARGE);
        }
        return Integer.parseInt(length, HEXADECIMAL);
    }

    private static void requireSize(long bytes) throws DocumentException {
        if (bytes > MAX_BODY_BYTES) {
            throw new DocumentException(DocumentFailure.TOO_LARGE);
        }
    }

    /** Reads a line that ends with CRLF. All lines together are limited. */
    private String readLine() throws IOException, DocumentException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new DocumentException(DocumentFailure.CONNECTION);
            }
            if (++headBytes > MAX_HEAD_BYTES) {
                throw new DocumentException(DocumentFailure.TOO_LARGE);
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\r") || text.indexOf('\r') < text.length() - 1) {
            throw new DocumentException(DocumentFailure.CONNECTION);
        }
        return text.substring(0, text.length() - 1);
    }
}
