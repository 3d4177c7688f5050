package dev.tokenry.functions.api;

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
public final class Unchangeable {

    private static final List<String> TEXTS = List.of("id", "owner", "createdBy", "project", "description");
    private static final List<String> DATES = List.of("creationDate", "expirationDate");

    private final DateParser dates;
    private final Set<String> changed;

    /** @param changed which of these fields the call does change */
    public Unchangeable(DateParser dates, Set<String> changed) {
        this.dates = dates;
        this.changed = Set.copyOf(changed);
    }

    /** Notes each field that says something else than the token. */
    public void requireUnchanged(Body body, Token token, Instant now) {
        Map<String, Object> is = TokenJson.complete(token, now);
        for (String name : fixed(TEXTS)) {
            require(body, name, Objects.equals(body.text(name), is.get(name)));
        }
        for (String name : fixed(DATES)) {
            String date = date(body.textOrNumber(name));
            require(body, name, date != null && date.equals(is.get(name)));
        }
        require(
                body,
                "personalAccessToken",
                Objects.equals(body.flag("personalAccessToken"), is.get("personalAccessToken")));
    }

    private List<String> fixed(List<String> names) {
        return names.stream().filter(name -> !changed.contains(name)).toList();
    }

    private static void require(Body body, String name, boolean same) {
        if (body.has(name) && !same) {
            body.refuse(name, "cannot be changed by this call");
        }
    }

    /** A date in the form of answers; what is no date is like no date of ours. */
    private @Nullable String date(@Nullable String text) {
        try {
            return text == null ? null : Timestamps.format(dates.parse(text));
        } catch (InvalidDateException e) {
            return null;
        }
    }
}
