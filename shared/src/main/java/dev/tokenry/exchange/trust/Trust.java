package dev.tokenry.exchange.trust;

import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.model.OwnerName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which id tokens of an issuer are exchanged, and for what token.
 *
 * @param name the name of the record, see {@link dev.tokenry.model.NameRules#PROJECT_PATTERN}
 * @param id distinguishes the record from earlier and later ones of the same name; never changes
 * @param issuerName the name of the issuer's record; never changes
 * @param issuerId the id of the issuer's record: a trust accepts nothing of another record of the name
 * @param conditions what the claims must say; none in a trust for people
 * @param grant the token that an id token is exchanged for
 * @param expiresAt when the trust expires; null if it never does
 * @param createdBy the owner of the token that created the trust
 * @param modifiedAt when it last changed; null if it never did
 * @param lastUsedAt when an id token was last exchanged, accurate to about five minutes; null if never. Not sealed.
 * @param version increases with each change, but not with a use; published as the ETag
 */
public record Trust(
        String name,
        String id,
        String issuerName,
        String issuerId,
        Conditions conditions,
        TrustGrant grant,
        @Nullable String description,
        boolean enabled,
        @Nullable Instant expiresAt,
        OwnerName createdBy,
        Instant createdAt,
        @Nullable Instant modifiedAt,
        @Nullable Instant lastUsedAt,
        long version) {

    /** The number of trusts that a project can have, counted about. */
    public static final int MAX_PER_PROJECT = 200;

    public Trust {
        description = description == null || description.isEmpty() ? null : description;
    }

    /** Returns whether the trust is expired at the given time. It is expired from {@code expiresAt} on. */
    public boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    public Trust withVersion(long newVersion) {
        return with(enabled, modifiedAt, lastUsedAt, newVersion);
    }

    public Trust withEnabled(boolean updated) {
        return with(updated, modifiedAt, lastUsedAt, version);
    }

    public Trust withModifiedAt(@Nullable Instant updated) {
        return with(enabled, updated, lastUsedAt, version);
    }

    public Trust withLastUsedAt(@Nullable Instant updated) {
        return with(enabled, modifiedAt, updated, version);
    }

    private Trust with(
            boolean newEnabled, @Nullable Instant newModifiedAt, @Nullable Instant newLastUsedAt, long newVersion) {
        return new Trust(
                name,
                id,
                issuerName,
                issuerId,
                conditions,
                grant,
                description,
                newEnabled,
                expiresAt,
                createdBy,
                createdAt,
                newModifiedAt,
                newLastUsedAt,
                newVersion);
    }
}
