package dev.tokenry.functions.http;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.IdempotencyKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Parses the header {@code Idempotency-Key}. */
final class IdempotencyKeyHeader {

    static final String NAME = "Idempotency-Key";

    private static final Pattern BLANKS_AROUND = Pattern.compile("^[ \\t]+|(?<![ \\t])[ \\t]+$");

    private IdempotencyKeyHeader() {}

    /**
     * Returns the key of a request; empty if it has none.
     *
     * @param values all values of the header
     * @param operation distinguishes requests of other operations or resources with the same key and body
     * @param body supplies the text of the body
     */
    static Optional<IdempotencyKey> parse(List<String> values, String operation, Supplier<String> body) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw invalid(ViolationReason.DUPLICATE, "is specified more than once");
        }
        Optional<IdempotencyKey> key = IdempotencyKey.parse(unquote(values.getFirst()), operation, body.get());
        if (key.isEmpty()) {
            throw invalid(ViolationReason.PATTERN, "must match " + IdempotencyKey.PATTERN);
        }
        return key;
    }

    private static ApiException invalid(ViolationReason reason, String predicate) {
        return new ApiException.InvalidRequestException(NAME, reason, NAME + " " + predicate, ParameterLocation.HEADER);
    }

    /** The draft of the header makes it a quoted string; most clients send it without quotes. */
    private static String unquote(String value) {
        String stripped = BLANKS_AROUND.matcher(value).replaceAll("");
        return stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"")
                ? stripped.substring(1, stripped.length() - 1)
                : stripped;
    }
}
