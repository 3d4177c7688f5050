package dev.tokenry.functions.api;

import dev.tokenry.token.Problem;
import dev.tokenry.token.Problem.Place;
import dev.tokenry.token.Problem.Violation;
import dev.tokenry.token.TokenFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps whole tokens out of every place where they could be kept, logged or echoed. */
final class WholeTokens {

    static final String MESSAGE =
            "holds a whole token, which belongs in the Authorization header alone. If it is in use, regenerate it.";

    private WholeTokens() {}

    /** Notes each entry whose name or values hold a whole token, by its name, or by {@code place} when that is the token. */
    static List<Violation> in(@Nullable Map<String, List<String>> entries, Place place) {
        List<Violation> found = new ArrayList<>();
        if (entries != null) {
            entries.forEach((name, values) -> {
                if (TokenFormat.holdsWholeToken(name)) {
                    found.add(violation("?", place));
                } else if (values != null && values.stream().anyMatch(TokenFormat::holdsWholeToken)) {
                    found.add(violation(name, place));
                }
            });
        }
        return found;
    }

    private static Violation violation(String name, Place place) {
        return new Violation(name, name + " " + MESSAGE, place);
    }

    static void refuse(List<Violation> found) {
        if (!found.isEmpty()) {
            throw new Problem.Invalid(found);
        }
    }
}
