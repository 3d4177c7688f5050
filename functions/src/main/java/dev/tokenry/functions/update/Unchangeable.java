package dev.tokenry.functions.update;

import dev.tokenry.functions.api.Body;
import dev.tokenry.functions.api.TokenJson;
import dev.tokenry.time.DateGrammar;
import dev.tokenry.time.RefusedDate;
import dev.tokenry.time.Timestamps;
import dev.tokenry.token.Token;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Clients send back what they were given: fields that this call cannot change pass when they say what is so already. */
final class Unchangeable {

    private static final List<String> TEXTS = List.of("id", "owner", "createdBy", "project", "description");
    private static final List<String> DATES = List.of("creationDate", "expirationDate");

    private final DateGrammar dates;

    Unchangeable(DateGrammar dates) {
        this.dates = dates;
    }

    /** Notes each field that says something else than the token. */
    void requireUnchanged(Body body, Token token, Instant now) {
        Map<String, Object> is = TokenJson.complete(token, now);
        for (String name : TEXTS) {
            require(body, name, Objects.equals(body.text(name), is.get(name)));
        }
        for (String name : DATES) {
            String date = date(body.textOrNumber(name));
            require(body, name, date != null && date.equals(is.get(name)));
        }
        require(
                body,
                "personalAccessToken",
                Objects.equals(body.flag("personalAccessToken"), is.get("personalAccessToken")));
    }

    private static void require(Body body, String name, boolean same) {
        if (body.has(name) && !same) {
            body.refuse(name, "cannot be changed by this call");
        }
    }

    /** A date in the form of answers; what is no date is like no date of ours. */
    private @Nullable String date(@Nullable String text) {
        try {
            return text == null ? null : Timestamps.format(dates.read(text));
        } catch (RefusedDate e) {
            return null;
        }
    }
}
