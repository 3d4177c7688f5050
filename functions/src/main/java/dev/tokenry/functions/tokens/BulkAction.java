package dev.tokenry.functions.tokens;

import java.util.Locale;

/** An action of a bulk request. */
enum BulkAction {
    ENABLE,
    DISABLE,
    DELETE;

    /** Returns the value in requests. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
