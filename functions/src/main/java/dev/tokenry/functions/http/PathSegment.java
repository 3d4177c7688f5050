package dev.tokenry.functions.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Decodes a segment of a path, which REST APIs pass on as it was sent. */
final class PathSegment {

    private PathSegment() {}

    /**
     * Returns the decoded segment; empty if a percent sign does not begin an escape sequence, the bytes are not UTF-8, or
     * the segment contains a slash or a control character. Nothing has a name with those.
     */
    static Optional<String> decode(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int position = 0;
        for (int percent = segment.indexOf('%'); percent >= 0; percent = segment.indexOf('%', position)) {
            if (!isEscapeAt(percent, segment)) {
                return Optional.empty();
            }
            bytes.writeBytes(segment.substring(position, percent).getBytes(StandardCharsets.UTF_8));
            bytes.write(HexFormat.fromHexDigits(segment, percent + 1, percent + 3));
            position = percent + 3;
        }
        bytes.writeBytes(segment.substring(position).getBytes(StandardCharsets.UTF_8));
        try {
            return Optional.of(Utf8.decode(bytes.toByteArray()))
                    .filter(text -> text.indexOf('/') < 0 && text.codePoints().noneMatch(Character::isISOControl));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isEscapeAt(int index, String segment) {
        return index + 2 < segment.length()
                && HexFormat.isHexDigit(segment.charAt(index + 1))
                && HexFormat.isHexDigit(segment.charAt(index + 2));
    }
}
