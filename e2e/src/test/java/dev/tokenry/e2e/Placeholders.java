package dev.tokenry.e2e;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The placeholders of a document for values that differ in each run, such as token ids and secrets. */
final class Placeholders {

    private static final Pattern TOKEN = Pattern.compile("([a-z0-9]{2,12}\\.[A-Z2-7]{24})(\\.[A-Z2-7]{64})?");
    private static final Pattern PAGE_KEY = Pattern.compile("(\"nextPageKey\": \")([^\"]+)\"");
    private static final Pattern DATE = Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    private static final Pattern BIG_ETAG = Pattern.compile("ETag: (\"\\d{9,}\")");
    private static final Pattern UPLOAD_URL = Pattern.compile("(\"uploadUrl\": \")[^\"]+\"");
    private static final Pattern SNAPSHOT = Pattern.compile("\"[0-9a-f]{32}\"");

    /** The placeholder for omitted text. */
    private static final String ELLIPSIS = "…";

    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private final Map<String, String> tokenValues = new LinkedHashMap<>();
    private String pageKey = "";
    private String etag = "";

    /** Returns a request with real values. */
    String toActual(String request) {
        String actual = request.replace("nextPageKey=" + ELLIPSIS, "nextPageKey=" + pageKey)
                .replace("If-Match: \"" + ELLIPSIS + "\"", "If-Match: " + etag);
        for (Map.Entry<String, String> each : placeholders.entrySet()) {
            String tokenValue = tokenValues.getOrDefault(each.getKey(), each.getKey());
            actual = actual.replace(each.getValue() + "." + ELLIPSIS, tokenValue)
                    .replace(each.getValue(), each.getKey());
        }
        return actual;
    }

    /** Returns a response with placeholders. */
    String toDocumented(String actual) {
        PAGE_KEY.matcher(actual).results().forEach(found -> pageKey = found.group(2));
        BIG_ETAG.matcher(actual).results().forEach(found -> etag = found.group(1));
        String documented = TOKEN.matcher(actual).replaceAll(this::placeholder);
        documented = PAGE_KEY.matcher(documented).replaceAll("$1" + ELLIPSIS + "\"");
        documented = BIG_ETAG.matcher(documented).replaceAll("ETag: \"" + ELLIPSIS + "\"");
        documented = UPLOAD_URL.matcher(documented).replaceAll("$1https://" + ELLIPSIS + "\"");
        return SNAPSHOT.matcher(documented)
                .replaceAll("\"00112233445566778899aabbccddeeff\"")
                .replace("127.0.0.1", "203.0.113.7");
    }

    /** Returns a response without dates, for comparison. */
    static String withoutDates(String documented) {
        return DATE.matcher(documented).replaceAll("(a date)");
    }

    private String placeholder(MatchResult found) {
        String id = found.group(1);
        String name = placeholders.computeIfAbsent(id, it -> {
            char letter = (char) ('A' + placeholders.size());
            return it.substring(0, it.indexOf('.') + 1) + String.valueOf(letter).repeat(24);
        });
        if (found.group(2) == null) {
            return name;
        }
        tokenValues.put(id, found.group());
        return name + "." + ELLIPSIS;
    }
}
