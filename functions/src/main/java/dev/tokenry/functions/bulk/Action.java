package dev.tokenry.functions.bulk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is done to each of the tokens. */
enum Action {
    ENABLE,
    DISABLE,
    DELETE;

    /** All of them as they are written, for messages. */
    static final String FORM = Arrays.stream(values()).map(Action::toString).collect(Collectors.joining(", "));

    static Optional<Action> read(String text) {
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
