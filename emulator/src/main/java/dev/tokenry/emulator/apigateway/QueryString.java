package dev.tokenry.emulator.apigateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Parses a query string as API Gateway does: decoded, {@code +} as a space, with repeated parameters. */
final class QueryString {

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

    private static String decode(String text) {
        // The server has already rejected malformed escapes.
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
