package dev.tokenry.emulator.apigateway;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of headers. AWS preserves the case of the sender. The JDK's HTTP server does not ({@code Content-type}), so the
 * usual case is used instead. Handlers must not depend on the case.
 */
final class HeaderNames {

    private static final Map<String, String> SPECIAL_CASES = Stream.of("DNT", "ETag", "TE", "WWW-Authenticate")
            .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name));

    /** The hop-by-hop headers, which are not passed on. */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "expect", "http2-settings", "keep-alive", "te", "transfer-encoding", "upgrade");

    /** The response headers that API Gateway renames, as documented; measured for WWW-Authenticate. */
    private static final Set<String> REMAPPED = Set.of(
            "authorization",
            "connection",
            "content-length",
            "content-md5",
            "date",
            "expect",
            "host",
            "max-forwards",
            "proxy-authenticate",
            "server",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "via",
            "www-authenticate");

    private HeaderNames() {}

    static String canonicalCase(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String specialCase = SPECIAL_CASES.get(lower);
        return specialCase != null
                ? specialCase
                : Stream.of(lower.split("-", -1)).map(HeaderNames::capitalize).collect(Collectors.joining("-"));
    }

    private static String capitalize(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    static boolean isHopByHop(String name) {
        return HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT));
    }

    static String remapped(String name) {
        return REMAPPED.contains(name.toLowerCase(Locale.ROOT)) ? "x-amzn-Remapped-" + name : name;
    }
}
