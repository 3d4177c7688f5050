package dev.tokenry.functions.resource;

import dev.tokenry.functions.http.JsonBody;

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
public final class TokenFieldParser {

    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_DESCRIPTION_LENGTH = 1000;
    private static final int MAX_SCOPES = 100;
    private static final int MAX_ECHO_LENGTH = 64;

    private final ScopeCatalogue catalogue;
    private final DateParser dateParser;

    public TokenFieldParser(ScopeCatalogue catalogue, DateParser dateParser) {
        this.catalogue = catalogue;
        this.dateParser = dateParser;
    }

    public @Nullable String name(JsonBody body) {
        String name = body.string("name");
        if (name == null) {
            return null;
        }
        if (name.isBlank() || name.codePointCount(0, name.length()) > MAX_NAME_LENGTH) {
            body.addViolation("name", "must have 1 to " + MAX_NAME_LENGTH + " characters and not be blank");
        } else if (name.codePoints().anyMatch(Character::isISOControl)) {
            body.addViolation("name", "must not hold control characters");
        }
        return name;
    }

    public @Nullable String description(JsonBody body) {
        String description = body.string("description");
        if (description != null && description.codePointCount(0, description.length()) > MAX_DESCRIPTION_LENGTH) {
            body.addViolation("description", "must have at most " + MAX_DESCRIPTION_LENGTH + " characters");
        }
        return description;
    }

    public @Nullable Scopes scopes(JsonBody body) {
        List<String> names = body.stringList("scopes");
        if (names == null) {
            return null;
        }
        if (names.isEmpty() || names.size() > MAX_SCOPES) {
            body.addViolation("scopes", "must be 1 to " + MAX_SCOPES + " scopes; to stop a token send enabled=false");
            return null;
        }
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Optional<Scope> scope = catalogue.find(names.get(i));
            scope.ifPresent(scopes::add);
            if (scope.isEmpty()) {
                body.addViolation("scopes[" + i + "]", "is not a scope: " + truncate(names.get(i)));
            }
        }
        return new Scopes(scopes);
    }

    /** A date strictly later than now. */
    public @Nullable Instant expirationDate(JsonBody body) {
        return newExpirationDate(body, null);
    }

    /** A date strictly later than now; null when it is the one that is there, past or not. */
    public @Nullable Instant newExpirationDate(JsonBody body, @Nullable Instant current) {
        String text = body.stringOrNumber("expirationDate");
        try {
            return text == null || dateParser.parse(text).equals(current) ? null : dateParser.parseFuture(text);
        } catch (InvalidDateException e) {
            body.addViolation("expirationDate", String.valueOf(e.getMessage()));
            return null;
        }
    }

    public @Nullable String owner(JsonBody body) {
        String owner = body.string("owner");
        if (owner != null && !NameRules.isValidOwner(owner)) {
            body.addViolation("owner", "must look like " + NameRules.OWNER_PATTERN);
        }
        return owner;
    }

    public @Nullable String project(JsonBody body) {
        String project = body.string("project");
        if (project != null && !NameRules.isValidProject(project)) {
            body.addViolation("project", "must look like " + NameRules.PROJECT_PATTERN);
        }
        return project;
    }

    private static String truncate(String text) {
        return text.codePointCount(0, text.length()) <= MAX_ECHO_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_ECHO_LENGTH)) + "…";
    }
}
