package dev.tokenry.functions.resource;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.Token;
import dev.tokenry.time.DateParser;
import dev.tokenry.time.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields that an operation cannot change. Clients may send them back with their current values. */
public final class ImmutableFields {

    private static final List<String> STRING_FIELDS = List.of("id", "owner", "createdBy", "project", "description");
    private static final List<String> DATE_FIELDS = List.of("creationDate", "expirationDate");

    private final DateParser dateParser;
    private final Set<String> mutable;

    /** @param mutable the fields that the operation can change */
    public ImmutableFields(DateParser dateParser, Set<String> mutable) {
        this.dateParser = dateParser;
        this.mutable = Set.copyOf(mutable);
    }

    /** Adds a violation for each field that differs from the token. */
    public void requireUnchanged(JsonBody body, Token token, Instant now) {
        Map<String, Object> current = TokenJson.full(token, now);
        for (String name : immutable(STRING_FIELDS)) {
            requireSame(body, name, Objects.equals(body.string(name), current.get(name)));
        }
        for (String name : immutable(DATE_FIELDS)) {
            String date = normalizeDate(body.stringOrNumber(name));
            requireSame(body, name, date != null && date.equals(current.get(name)));
        }
        requireSame(
                body,
                "personalAccessToken",
                Objects.equals(body.bool("personalAccessToken"), current.get("personalAccessToken")));
    }

    private List<String> immutable(List<String> names) {
        return names.stream().filter(name -> !mutable.contains(name)).toList();
    }

    private static void requireSame(JsonBody body, String name, boolean same) {
        if (body.has(name) && !same) {
            body.violations().add(name, ViolationReason.READ_ONLY, "is read-only");
        }
    }

    /** Returns a date in the form of responses; null if it is not a date. */
    private @Nullable String normalizeDate(@Nullable String text) {
        try {
            return text == null ? null : Timestamps.format(dateParser.parse(text));
        } catch (InvalidValueException e) {
            return null;
        }
    }
}
