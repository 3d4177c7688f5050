package dev.tokenry.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Case-insensitive comparison of text: the full case folding of Unicode on the normalization form C, independent of the
 * locale. The web console compares in the same way.
 */
public final class CaseFolding {

    private static final Pattern RUN = Pattern.compile(
            "(?<first>[0-9A-F]+)(?:-(?<last>[0-9A-F]+))?(?:/(?<step>2))?(?:(?<delta>[+-][0-9A-F]+)|=(?<text>[0-9A-F.]+))");

    private static final Map<Integer, String> FOLDED = table();

    private CaseFolding() {}

    /** Returns the text in a form that is equal for two texts that differ only in case or in composition. */
    public static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        Normalizer.normalize(text, Form.NFC).codePoints().forEach(codePoint -> {
            String replacement = FOLDED.get(codePoint);
            if (replacement == null) {
                folded.appendCodePoint(codePoint);
            } else {
                folded.append(replacement);
            }
        });
        // The dot of the Turkish capital İ is dropped, because otherwise İZMİR and İzmir would differ.
        return Normalizer.normalize(folded, Form.NFC).replace("i\u0307", "i");
    }

    /** Returns whether the text contains the part, ignoring case. */
    public static boolean containsIgnoreCase(String text, String part) {
        return fold(text).contains(fold(part));
    }

    private static Map<Integer, String> table() {
        Map<Integer, String> folded = new HashMap<>();
        Matcher run = RUN.matcher(UnicodeTables.CASE_FOLDING);
        while (run.find()) {
            int first = Integer.parseInt(run.group("first"), 16);
            int last = run.group("last") == null ? first : Integer.parseInt(run.group("last"), 16);
            int step = run.group("step") == null ? 1 : 2;
            for (int codePoint = first; codePoint <= last; codePoint += step) {
                folded.put(codePoint, replacement(codePoint, run));
            }
        }
        return Map.copyOf(folded);
    }

    private static String replacement(int codePoint, Matcher run) {
        if (run.group("delta") != null) {
            return Character.toString(codePoint + Integer.parseInt(run.group("delta"), 16));
        }
        StringBuilder text = new StringBuilder();
        for (String each : run.group("text").split("\\.", -1)) {
            text.appendCodePoint(Integer.parseInt(each, 16));
        }
        return text.toString();
    }
}
