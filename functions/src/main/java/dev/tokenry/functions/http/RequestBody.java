package dev.tokenry.functions.http;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a body: JSON or a form, in UTF-8. API Gateway unpacks compressed bodies if the API has a
 * {@code MinimumCompressionSize}, and passes them on as text; an API with binary media types passes on bytes, in
 * base64.
 */
final class RequestBody {

    /** The largest body that is accepted, unpacked, in bytes. */
    static final int MAX_BYTES = 64 * 1024;

    /** What a body can be. */
    enum Type {
        JSON(
                "application/(?:merge-patch\\+)?json",
                "The request body must be application/json or application/merge-patch+json.",
                ViolationReason.MALFORMED_JSON,
                "The body is not valid UTF-8. The character U+FFFD, which replaces invalid bytes, must be written as"
                        + " \\ufffd."),
        URL_ENCODED(
                "application/x-www-form-urlencoded",
                "The request body must be application/x-www-form-urlencoded.",
                ViolationReason.PATTERN,
                "The body is not correctly encoded.");

        private final Pattern pattern;
        private final String requirement;
        private final ViolationReason malformed;
        private final String notUtf8;

        Type(String mediaType, String requirement, ViolationReason malformed, String notUtf8) {
            this.pattern = Pattern.compile(mediaType + "\\s*(?:;(?<parameters>.*))?", Pattern.CASE_INSENSITIVE);
            this.requirement = requirement;
            this.malformed = malformed;
            this.notUtf8 = notUtf8;
        }

        ApiException malformed(String message) {
            return new ApiException.InvalidRequestException("body", malformed, message, ParameterLocation.PAYLOAD_BODY);
        }

        /** @throws ApiException.UnsupportedMediaTypeException when the type is another, or the charset is not UTF-8 */
        void require(String contentType) {
            Matcher type = pattern.matcher(contentType.strip());
            if (!type.matches()) {
                throw new ApiException.UnsupportedMediaTypeException(requirement);
            }
            Matcher charset = CHARSET.matcher(
                    Optional.ofNullable(type.group("parameters")).orElse(""));
            if (charset.find() && !charset.group(1).toLowerCase(Locale.ROOT).matches("utf-?8|us-ascii")) {
                throw new ApiException.UnsupportedMediaTypeException("The charset of the request body must be utf-8.");
            }
        }
    }

    private static final Pattern CHARSET =
            Pattern.compile("(?:^|;)\\s*charset\\s*=\\s*\"?([^\";\\s]*)", Pattern.CASE_INSENSITIVE);

    /** What API Gateway puts in the place of bytes that are not UTF-8, if it passes on text. */
    private static final char REPLACEMENT_CHARACTER = '\ufffd';

    private RequestBody() {}

    /**
     * Returns the text of a body; empty if there is none or it is blank. None is declared to be of another type.
     *
     * @throws ApiException.UnsupportedMediaTypeException when type, charset or encoding is not supported
     * @throws ApiException.PayloadTooLargeException when the unpacked body is too large
     * @throws ApiException.InvalidRequestException when the body cannot be unpacked or is not UTF-8
     */
    static Optional<String> read(
            Type type,
            @Nullable String body,
            boolean isBase64,
            Optional<String> contentEncoding,
            Optional<String> contentType) {
        if (body == null) {
            return Optional.empty();
        }
        ContentEncoding encoding = ContentEncoding.of(contentEncoding.orElse(""));
        byte[] bytes = isBase64
                ? unpack(type, Base64.getDecoder().decode(body), encoding)
                : body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw new ApiException.PayloadTooLargeException(MAX_BYTES);
        }
        if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
            return Optional.empty();
        }
        contentType.ifPresent(type::require);
        return Optional.of(decode(type, bytes));
    }

    private static String decode(Type type, byte[] bytes) {
        try {
            String text = Utf8.decodeText(bytes);
            if (text.indexOf(REPLACEMENT_CHARACTER) < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // Reported below, like bytes that the gateway has replaced.
        }
        throw type.malformed(type.notUtf8);
    }

    private static byte[] unpack(Type type, byte[] bytes, ContentEncoding encoding) {
        try (InputStream unpacked = encoding.unpack(bytes)) {
            return unpacked.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw type.malformed("The body does not have its Content-Encoding.");
        }
    }

    private enum ContentEncoding {
        IDENTITY,
        GZIP,
        DEFLATE;

        static ContentEncoding of(String header) {
            return switch (header.strip().toLowerCase(Locale.ROOT)) {
                case "", "identity" -> IDENTITY;
                case "gzip", "x-gzip" -> GZIP;
                case "deflate" -> DEFLATE;
                default ->
                    throw new ApiException.UnsupportedMediaTypeException(
                            "The Content-Encoding of the request body must be gzip or deflate.");
            };
        }

        InputStream unpack(byte[] bytes) throws IOException {
            InputStream in = new ByteArrayInputStream(bytes);
            return switch (this) {
                case IDENTITY -> in;
                case GZIP -> new GZIPInputStream(in);
                case DEFLATE -> new InflaterInputStream(in, new Inflater(!hasZlibHeader(bytes)));
            };
        }

        /** RFC 9110 means zlib by deflate; some clients send it without the header of zlib. */
        private static boolean hasZlibHeader(byte[] bytes) {
            return bytes.length > 1
                    && (bytes[0] & 0x0f) == 8
                    && (((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff)) % 31 == 0;
        }
    }
}
