package dev.tokenry.functions.tokens;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is done to each of the tokens. */
enum BulkAction {
    ENABLE,
    DISABLE,
    DELETE;

    /** All of them as they are written, for messages. */
    static final String ALLOWED_VALUES = Arrays.stream(values()).map(BulkAction::toString).collect(Collectors.joining(", "));

    static Optional<BulkAction> parse(String text) {
        return Arrays.stream(values())
                .filter(action -> action.toString().equals(text))
                .findFirst();
    }

    /** As it is written in a request. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
