package dev.tokenry.functions.http;

import java.util.Optional;

/** Decodes a segment of a path, which REST APIs pass on as it was sent. */
final class PathSegment {

    private PathSegment() {}

    /**
     * Returns the decoded segment; empty if a percent sign does not begin an escape sequence, the bytes are not UTF-8,
     * or the segment contains a slash or a control character. Nothing has a name with those.
     */
    static Optional<String> decode(String segment) {
        return PercentEncoding.decode(segment)
                .filter(text -> text.indexOf('/') < 0 && text.codePoints().noneMatch(Character::isISOControl));
    }
}
