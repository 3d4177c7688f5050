package dev.tokenry.functions.http;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.error.ApiException.ConstraintViolation;
import dev.tokenry.model.TokenFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps whole tokens out of every place where they could be kept, logged or echoed. */
final class TokenLeakGuard {

    static final String MESSAGE =
            "holds a whole token, which belongs in the Authorization header alone. If it is in use, regenerate it.";

    private TokenLeakGuard() {}

    /** Notes each entry whose name or values hold a whole token, by its name, or by {@code place} when that is the token. */
    static List<ConstraintViolation> violationsIn(@Nullable Map<String, List<String>> entries, ParameterLocation location) {
        List<ConstraintViolation> violations = new ArrayList<>();
        if (entries != null) {
            entries.forEach((name, values) -> {
                if (TokenFormat.containsTokenValue(name)) {
                    violations.add(violation("?", location));
                } else if (values != null && values.stream().anyMatch(TokenFormat::containsTokenValue)) {
                    violations.add(violation(name, location));
                }
            });
        }
        return violations;
    }

    private static ConstraintViolation violation(String name, ParameterLocation location) {
        return new ConstraintViolation(name, name + " " + MESSAGE, location);
    }

    static void throwIfAny(List<ConstraintViolation> violations) {
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations);
        }
    }
}
