package dev.tokenry.functions.tokens;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenSettings;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A merge patch (RFC 7396) of a token. Null components are not changed unless {@code cleared} contains the field.
 *
 * @param cleared the fields that the patch sets to null, which removes their values
 */
record PatchTokenRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable Boolean enabled,
        @Nullable Scopes scopes,
        @Nullable Instant expiresAt,
        @Nullable AllowedIps allowedIps,
        @Nullable OwnerName owner,
        Set<String> cleared) {

    private static final String OWNER = "owner";
    private static final String DESCRIPTION = "description";
    private static final String EXPIRATION_DATE = "expirationDate";
    private static final String ALLOWED_IPS = "allowedIps";
    private static final String PREVIOUS_SECRET_VALID_UNTIL = "previousSecretValidUntil";

    /** The fields that the operation can change. */
    static final Set<String> FIELDS = Set.of(
            "name", DESCRIPTION, "enabled", "scopes", EXPIRATION_DATE, ALLOWED_IPS, OWNER, PREVIOUS_SECRET_VALID_UNTIL);

    static PatchTokenRequest from(JsonBody body, TokenFieldParser fieldParser, TokenSettings current) {
        for (String name : List.of("name", "enabled", "scopes", OWNER)) {
            if (body.isNull(name)) {
                body.violations().add(name, ViolationReason.REQUIRED, "must not be null");
            }
        }
        if (body.has(PREVIOUS_SECRET_VALID_UNTIL)) {
            body.violations()
                    .add(
                            PREVIOUS_SECRET_VALID_UNTIL,
                            ViolationReason.UNKNOWN_VALUE,
                            "must be null, which ends the overlap immediately");
        }
        return new PatchTokenRequest(
                fieldParser.name(body),
                fieldParser.description(body),
                body.bool("enabled"),
                fieldParser.scopes(body, current.scopes()),
                fieldParser.newExpirationDate(body, current.expiresAt()),
                fieldParser.allowedIps(body),
                fieldParser.owner(body),
                Stream.of(DESCRIPTION, EXPIRATION_DATE, ALLOWED_IPS, PREVIOUS_SECRET_VALID_UNTIL)
                        .filter(body::isNull)
                        .collect(Collectors.toSet()));
    }

    TokenSettings applyTo(TokenSettings current) {
        TokenSettings withName = name == null ? current : current.withName(name);
        TokenSettings withDescription = description == null && !cleared.contains(DESCRIPTION)
                ? withName
                : withName.withDescription(description);
        TokenSettings withEnabled = enabled == null ? withDescription : withDescription.withEnabled(enabled);
        TokenSettings withScopes = scopes == null ? withEnabled : withEnabled.withScopes(scopes);
        TokenSettings withExpiresAt = expiresAt == null && !cleared.contains(EXPIRATION_DATE)
                ? withScopes
                : withScopes.withExpiresAt(expiresAt);
        return allowedIps == null && !cleared.contains(ALLOWED_IPS)
                ? withExpiresAt
                : withExpiresAt.withAllowedIps(Objects.requireNonNullElse(allowedIps, AllowedIps.EVERY));
    }

    /** Whether the previous secret stops working now. */
    boolean endsOverlap() {
        return cleared.contains(PREVIOUS_SECRET_VALID_UNTIL);
    }
}
