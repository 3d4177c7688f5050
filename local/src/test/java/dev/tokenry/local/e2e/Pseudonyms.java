package dev.tokenry.local.e2e;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What docs/api.md calls things by that differ each time: a token is nothing but a letter there, a secret nothing at all. */
final class Pseudonyms {

    private static final Pattern TOKEN = Pattern.compile("([a-z0-9]{2,12}\\.[A-Z2-7]{24})(\\.[A-Z2-7]{64})?");
    private static final Pattern PAGE_KEY = Pattern.compile("(\"nextPageKey\": \")([^\"]+)\"");
    private static final Pattern DATE = Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    private static final Pattern BIG_ETAG = Pattern.compile("ETag: (\"\\d{9,}\")");
    private static final Pattern UPLOAD_URL = Pattern.compile("(\"uploadUrl\": \")[^\"]+\"");
    private static final Pattern SNAPSHOT = Pattern.compile("\"[0-9a-f]{32}\"");

    /** Stands for what is left out. */
    private static final String LEFT_OUT = "…";

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> wholeTokens = new LinkedHashMap<>();
    private String pageKey = "";
    private String etag = "";

    /** A request as it is sent. */
    String real(String request) {
        String real = request.replace("nextPageKey=" + LEFT_OUT, "nextPageKey=" + pageKey)
                .replace("If-Match: \"" + LEFT_OUT + "\"", "If-Match: " + etag);
        for (Map.Entry<String, String> each : names.entrySet()) {
            String whole = wholeTokens.getOrDefault(each.getKey(), each.getKey());
            real = real.replace(each.getValue() + "." + LEFT_OUT, whole).replace(each.getValue(), each.getKey());
        }
        return real;
    }

    /** An answer as it is shown. */
    String shown(String answer) {
        PAGE_KEY.matcher(answer).results().forEach(found -> pageKey = found.group(2));
        BIG_ETAG.matcher(answer).results().forEach(found -> etag = found.group(1));
        String shown = TOKEN.matcher(answer).replaceAll(this::name);
        shown = PAGE_KEY.matcher(shown).replaceAll("$1" + LEFT_OUT + "\"");
        shown = BIG_ETAG.matcher(shown).replaceAll("ETag: \"" + LEFT_OUT + "\"");
        shown = UPLOAD_URL.matcher(shown).replaceAll("$1https://" + LEFT_OUT + "\"");
        return SNAPSHOT.matcher(shown)
                .replaceAll("\"00112233445566778899aabbccddeeff\"")
                .replace("127.0.0.1", "203.0.113.7");
    }

    /** An answer without its dates, by which two of them are compared. */
    static String timeless(String shown) {
        return DATE.matcher(shown).replaceAll("(a date)");
    }

    private String name(MatchResult found) {
        String id = found.group(1);
        String name = names.computeIfAbsent(id, it -> {
            char letter = (char) ('A' + names.size());
            return it.substring(0, it.indexOf('.') + 1) + String.valueOf(letter).repeat(24);
        });
        if (found.group(2) == null) {
            return name;
        }
        wholeTokens.put(id, found.group());
        return name + "." + LEFT_OUT;
    }
}
