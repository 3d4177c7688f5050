package dev.tokenry.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The change of one field. Its name is that of the API. */
public sealed interface AuditChange {

    String field();

    /**
     * The change of a text, a number or a truth value.
     *
     * @param from null if the field had no value
     * @param to null if the field has no value
     */
    record Value(
            String field, @Nullable Object from, @Nullable Object to) implements AuditChange {}

    /** The change of a list whose order does not count. */
    record Elements(String field, List<String> added, List<String> removed) implements AuditChange {}

    /** The change of a field whose values are too large for an event, or may not be seen by all who read it. */
    record Omitted(String field) implements AuditChange {}
}
