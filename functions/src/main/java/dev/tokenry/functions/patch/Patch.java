package dev.tokenry.functions.patch;

import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.TokenSettings;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a merge patch (RFC 7396) changes about a token: what is absent stays as it is.
 *
 * @param removed the fields whose value is taken away
 */
record Patch(
        @Nullable String name,
        @Nullable String description,
        @Nullable Boolean enabled,
        @Nullable Scopes scopes,
        @Nullable Instant expiresAt,
        Set<String> removed) {

    private static final String DESCRIPTION = "description";
    private static final String EXPIRY = "expirationDate";
    private static final String OVERLAP = "previousSecretValidUntil";

    /** The fields that this call changes. */
    static final Set<String> FIELDS = Set.of("name", DESCRIPTION, "enabled", "scopes", EXPIRY, OVERLAP);

    static Patch read(JsonBody body, TokenFieldParser fields, TokenSettings is) {
        for (String name : List.of("name", "enabled", "scopes")) {
            if (body.isNull(name)) {
                body.addViolation(name, "must not be null: a token always has one");
            }
        }
        if (body.has(OVERLAP)) {
            body.addViolation(OVERLAP, "takes null alone, which ends the overlap now");
        }
        return new Patch(
                fields.name(body),
                fields.description(body),
                body.bool("enabled"),
                fields.scopes(body),
                fields.newExpirationDate(body, is.expiresAt()),
                Stream.of(DESCRIPTION, EXPIRY, OVERLAP).filter(body::isNull).collect(Collectors.toSet()));
    }

    TokenSettings applyTo(TokenSettings old) {
        TokenSettings named = name == null ? old : old.withName(name);
        TokenSettings described =
                description == null && !removed.contains(DESCRIPTION) ? named : named.withDescription(description);
        TokenSettings set = enabled == null ? described : described.withEnabled(enabled);
        TokenSettings scoped = scopes == null ? set : set.withScopes(scopes);
        return expiresAt == null && !removed.contains(EXPIRY) ? scoped : scoped.withExpiresAt(expiresAt);
    }

    /** An overlap that is over by itself is nothing to end. */
    SecretDigests applyTo(SecretDigests old, Instant now) {
        return removed.contains(OVERLAP) && old.previousValidAt(now).isPresent() ? old.withoutPrevious() : old;
    }
}
