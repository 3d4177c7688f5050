package dev.tokenry.functions.api;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.error.ApiException.ConstraintViolation;
import dev.tokenry.model.TokenFormat;
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
    static List<ConstraintViolation> in(@Nullable Map<String, List<String>> entries, ParameterLocation place) {
        List<ConstraintViolation> found = new ArrayList<>();
        if (entries != null) {
            entries.forEach((name, values) -> {
                if (TokenFormat.containsTokenValue(name)) {
                    found.add(violation("?", place));
                } else if (values != null && values.stream().anyMatch(TokenFormat::containsTokenValue)) {
                    found.add(violation(name, place));
                }
            });
        }
        return found;
    }

    private static ConstraintViolation violation(String name, ParameterLocation place) {
        return new ConstraintViolation(name, name + " " + MESSAGE, place);
    }

    static void refuse(List<ConstraintViolation> found) {
        if (!found.isEmpty()) {
            throw new ApiException.InvalidRequestException(found);
        }
    }
}
