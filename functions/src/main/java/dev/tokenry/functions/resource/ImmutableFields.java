package dev.tokenry.functions.resource;

import dev.tokenry.functions.http.JsonBody;

import dev.tokenry.time.DateParser;
import dev.tokenry.time.InvalidDateException;
import dev.tokenry.time.Timestamps;
import dev.tokenry.model.Token;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Clients send back what they were given: fields that a call cannot change pass when they say what is so already. */
public final class ImmutableFields {

    private static final List<String> STRING_FIELDS = List.of("id", "owner", "createdBy", "project", "description");
    private static final List<String> DATE_FIELDS = List.of("creationDate", "expirationDate");

    private final DateParser dateParser;
    private final Set<String> mutable;

    /** @param mutable which of these fields the call does change */
    public ImmutableFields(DateParser dateParser, Set<String> mutable) {
        this.dateParser = dateParser;
        this.mutable = Set.copyOf(mutable);
    }

    /** Notes each field that says something else than the token. */
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
            body.addViolation(name, "cannot be changed by this call");
        }
    }

    /** A date in the form of answers; what is no date is like no date of ours. */
    private @Nullable String normalizeDate(@Nullable String text) {
        try {
            return text == null ? null : Timestamps.format(dateParser.parse(text));
        } catch (InvalidDateException e) {
            return null;
        }
    }
}
