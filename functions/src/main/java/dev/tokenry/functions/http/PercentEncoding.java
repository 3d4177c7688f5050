package dev.tokenry.functions.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Decodes percent-encoded text (RFC 3986, section 2.1). */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Returns the decoded text; empty if a percent sign does not begin an escape sequence, or the bytes are not UTF-8.
     */
    static Optional<String> decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int position = 0;
        for (int percent = encoded.indexOf('%'); percent >= 0; percent = encoded.indexOf('%', position)) {
            if (!isEscapeAt(percent, encoded)) {
                return Optional.empty();
            }
            bytes.writeBytes(encoded.substring(position, percent).getBytes(StandardCharsets.UTF_8));
            bytes.write(HexFormat.fromHexDigits(encoded, percent + 1, percent + 3));
            position = percent + 3;
        }
        bytes.writeBytes(encoded.substring(position).getBytes(StandardCharsets.UTF_8));
        try {
            return Optional.of(Utf8.decode(bytes.toByteArray()));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isEscapeAt(int index, String encoded) {
        return index + 2 < encoded.length()
                && HexFormat.isHexDigit(encoded.charAt(index + 1))
                && HexFormat.isHexDigit(encoded.charAt(index + 2));
    }
}
