package dev.tokenry.local.gateway;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of headers. AWS hands on the sender's case; the JDK's server has lost it ({@code Content-type}), so the usual
 * case is given instead. Handlers must not depend on either.
 */
final class HeaderNames {

    private static final Map<String, String> UNUSUAL = Stream.of("DNT", "ETag", "TE", "WWW-Authenticate")
            .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name));

    /** What concerns one connection and is not handed on. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "expect", "http2-settings", "keep-alive", "te", "transfer-encoding", "upgrade");

    /** What API Gateway renames in a function's answer: the guide's table, of which WWW-Authenticate was measured. */
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

    static String usualCase(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String unusual = UNUSUAL.get(lower);
        return unusual != null
                ? unusual
                : Stream.of(lower.split("-", -1)).map(HeaderNames::capital).collect(Collectors.joining("-"));
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    static boolean isOfTheConnection(String name) {
        return OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT));
    }

    static String remapped(String name) {
        return REMAPPED.contains(name.toLowerCase(Locale.ROOT)) ? "x-amzn-Remapped-" + name : name;
    }
}
