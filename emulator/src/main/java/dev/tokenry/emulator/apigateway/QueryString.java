package dev.tokenry.emulator.apigateway;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Parses a query string as API Gateway does: decoded, {@code +} as a space, with repeated parameters. */
final class QueryString {

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private QueryString() {}

    static MultiMap parse(String raw) {
        MultiMap result = new MultiMap();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!name.isEmpty()) {
                result.add(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return result;
    }

    /** Returns whether each percent sign begins an escape sequence, and the escaped bytes are UTF-8. */
    static boolean isWellFormed(String raw) {
        return !BROKEN_ESCAPE.matcher(raw).find() && isUtf8(raw);
    }

    private static boolean isUtf8(String raw) {
        byte[] bytes = URLDecoder.decode(raw, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Decodes a text; one with a broken escape sequence is returned as it is. */
    static String decode(String text) {
        return BROKEN_ESCAPE.matcher(text).find() ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
