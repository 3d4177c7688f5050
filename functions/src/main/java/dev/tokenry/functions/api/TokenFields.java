package dev.tokenry.functions.api;

import dev.tokenry.time.DateParser;
import dev.tokenry.time.InvalidDateException;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the fields of a token are read from a body. Each is null when it is absent or wrong, and what is wrong is noted. */
public final class TokenFields {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final int MOST_SCOPES = 100;
    private static final int LONGEST_ECHO = 64;

    private final ScopeCatalogue catalogue;
    private final DateParser dates;

    public TokenFields(ScopeCatalogue catalogue, DateParser dates) {
        this.catalogue = catalogue;
        this.dates = dates;
    }

    public @Nullable String name(Body body) {
        String name = body.text("name");
        if (name == null) {
            return null;
        }
        if (name.isBlank() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
            body.refuse("name", "must have 1 to " + LONGEST_NAME + " characters and not be blank");
        } else if (name.codePoints().anyMatch(Character::isISOControl)) {
            body.refuse("name", "must not hold control characters");
        }
        return name;
    }

    public @Nullable String description(Body body) {
        String description = body.text("description");
        if (description != null && description.codePointCount(0, description.length()) > LONGEST_DESCRIPTION) {
            body.refuse("description", "must have at most " + LONGEST_DESCRIPTION + " characters");
        }
        return description;
    }

    public @Nullable Scopes scopes(Body body) {
        List<String> names = body.texts("scopes");
        if (names == null) {
            return null;
        }
        if (names.isEmpty() || names.size() > MOST_SCOPES) {
            body.refuse("scopes", "must be 1 to " + MOST_SCOPES + " scopes; to stop a token send enabled=false");
            return null;
        }
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Optional<Scope> scope = catalogue.find(names.get(i));
            scope.ifPresent(scopes::add);
            if (scope.isEmpty()) {
                body.refuse("scopes[" + i + "]", "is not a scope: " + shortened(names.get(i)));
            }
        }
        return new Scopes(scopes);
    }

    /** A date strictly later than now. */
    public @Nullable Instant expirationDate(Body body) {
        return otherExpirationDate(body, null);
    }

    /** A date strictly later than now; null when it is the one that is there, past or not. */
    public @Nullable Instant otherExpirationDate(Body body, @Nullable Instant is) {
        String text = body.textOrNumber("expirationDate");
        try {
            return text == null || dates.parse(text).equals(is) ? null : dates.parseFuture(text);
        } catch (InvalidDateException e) {
            body.refuse("expirationDate", String.valueOf(e.getMessage()));
            return null;
        }
    }

    public @Nullable String owner(Body body) {
        String owner = body.text("owner");
        if (owner != null && !NameRules.isValidOwner(owner)) {
            body.refuse("owner", "must look like " + NameRules.OWNER_PATTERN);
        }
        return owner;
    }

    public @Nullable String project(Body body) {
        String project = body.text("project");
        if (project != null && !NameRules.isValidProject(project)) {
            body.refuse("project", "must look like " + NameRules.PROJECT_PATTERN);
        }
        return project;
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_ECHO
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_ECHO)) + "…";
    }
}
