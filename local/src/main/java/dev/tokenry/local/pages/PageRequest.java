package dev.tokenry.local.pages;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A request for a page.
 *
 * @param path the path below that of the page: empty, or beginning with a slash
 * @param parameters the query parameters, such as {@code format=json}
 */
record PageRequest(String path, Set<String> parameters) {

    static PageRequest of(URI uri, String pagePath) {
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return new PageRequest(
                uri.getRawPath().substring(pagePath.length()),
                new HashSet<>(Arrays.asList(decode(query).split("&", -1))));
    }

    boolean wantsJson() {
        return parameters.contains("format=json");
    }

    /** Returns whether the page reloads itself. A reader stops that with a link. */
    boolean refreshes() {
        return !parameters.contains("refresh=off");
    }

    private static String decode(String query) {
        try {
            return URLDecoder.decode(query, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return query;
        }
    }
}
