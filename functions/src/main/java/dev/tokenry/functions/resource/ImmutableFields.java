package dev.tokenry.functions.resource;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.IpBlockParser;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.time.DateParser;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Fields that an operation cannot change. A client may send them back: those that stay for the life of a token with
 * their current values, and those that the service keeps with any value, because they change between a read and a
 * write.
 */
public final class ImmutableFields {

    private static final String ALLOWED_IPS = "allowedIps";
    private static final String EXPIRATION_DATE = "expirationDate";

    private static final Set<String> KEPT_BY_SERVICE = Set.of(
            "additionalMetadata",
            "currentSecretLastUsedDate",
            "disabledReason",
            "effectiveScopes",
            "lastRefusedUse",
            "lastUsedDate",
            "lastUsedIpAddress",
            "modifiedDate",
            "previousSecretLastUsedDate",
            "regeneratedDate",
            "retiredSecretUse",
            "scopeUse",
            "status",
            "unusedScopes",
            "violatedLimits");

    private static final Set<String> CHANGED_BY_PATCH =
            Set.of(ALLOWED_IPS, "description", EXPIRATION_DATE, "owner", "previousSecretValidUntil");

    private final DateParser dateParser;
    private final Set<String> mutable;
    private final boolean nullRemoves;

    private ImmutableFields(DateParser dateParser, Set<String> mutable, boolean nullRemoves) {
        this.dateParser = dateParser;
        this.mutable = Set.copyOf(mutable);
        this.nullRemoves = nullRemoves;
    }

    /** Returns the immutable fields of a PUT request, in which null equals absence. */
    public static ImmutableFields ofPut(DateParser dateParser) {
        return new ImmutableFields(dateParser, Set.of(), false);
    }

    /**
     * Returns the immutable fields of a merge patch, in which null removes a value (RFC 7396).
     *
     * @param mutable the fields that the operation can change
     */
    public static ImmutableFields ofMergePatch(DateParser dateParser, Set<String> mutable) {
        return new ImmutableFields(dateParser, mutable, true);
    }

    /** Adds a violation for each field that differs from the token. */
    public void requireUnchanged(JsonBody body, Token token) {
        body.ignore(KEPT_BY_SERVICE);
        requireSameString(body, "id", token.id().value());
        requireSameOwner(body, "owner", token.origin().owner());
        requireSameOwner(body, "createdBy", token.origin().createdBy());
        requireSameIfAny(body, "project", token.origin().project());
        ExchangeOrigin exchange = token.origin().exchange();
        requireSameIfAny(body, "trust", exchange == null ? null : exchange.trust());
        requireSameIfAny(body, "subject", exchange == null ? null : exchange.subject());
        requireSameDays(body, "maxCreatedDays", exchange == null ? null : exchange.maxCreatedDays());
        requireSameString(
                body, "description", Objects.requireNonNullElse(token.settings().description(), ""));
        requireSame(
                body,
                "personalAccessToken",
                name -> Objects.equals(body.bool(name), token.origin().personal()));
        requireSameDate(body, "creationDate", token.origin().createdAt());
        requireSameDate(body, "previousSecretValidUntil", endOfOverlap(token.secrets()));
        requireSame(
                body,
                ALLOWED_IPS,
                name -> isSameAddresses(body.stringList(name), token.settings().allowedIps()));
        requireSame(body, EXPIRATION_DATE, name -> isSameExpiry(body.stringOrNumber(name), token));
    }

    /** As {@link #requireSameString}, but null removes nothing from a token that has no value. */
    private void requireSameIfAny(JsonBody body, String field, @Nullable String current) {
        if (body.has(field) || current != null) {
            requireSameString(body, field, current);
        } else {
            body.ignore(Set.of(field));
        }
    }

    /** As {@link #requireSameIfAny} for a number. */
    private void requireSameDays(JsonBody body, String field, @Nullable Integer current) {
        if (body.has(field) || current != null) {
            Long days = current == null ? null : current.longValue();
            requireSame(body, field, name -> Objects.equals(body.longBetween(name, 1, Integer.MAX_VALUE), days));
        } else {
            body.ignore(Set.of(field));
        }
    }

    private void requireSameString(JsonBody body, String field, @Nullable String current) {
        requireSame(body, field, name -> Objects.equals(body.string(name), current));
    }

    private void requireSameOwner(JsonBody body, String field, OwnerName current) {
        requireSame(body, field, name -> isSameOwner(body.string(name), current));
    }

    private static boolean isSameOwner(@Nullable String text, OwnerName current) {
        return text != null && OwnerName.parse(text).filter(current::equals).isPresent();
    }

    private static boolean isSameAddresses(@Nullable List<String> texts, AllowedIps current) {
        try {
            Set<IpBlock> blocks = new HashSet<>();
            for (String text : texts == null ? List.<String>of() : texts) {
                blocks.add(IpBlockParser.parse(text));
            }
            return blocks.equals(Set.copyOf(current.blocks()));
        } catch (InvalidValueException e) {
            return false;
        }
    }

    private void requireSameDate(JsonBody body, String field, @Nullable Instant current) {
        requireSame(body, field, name -> isSameDate(body.stringOrNumber(name), current));
    }

    private void requireSame(JsonBody body, String field, Predicate<String> isSame) {
        if (mutable.contains(field)) {
            return;
        }
        boolean differs = body.has(field) ? !isSame.test(field) : nullRemoves && body.isNull(field);
        if (differs) {
            String hint = CHANGED_BY_PATCH.contains(field) ? "; PATCH changes it" : "";
            body.violations().add(field, ViolationReason.READ_ONLY, "is read-only" + hint);
        }
    }

    /** Terraform sends the date of the creation again. A relative one has no fixed value to compare, and is ignored. */
    private boolean isSameExpiry(@Nullable String text, Token token) {
        return (text != null && DateParser.isRelative(text))
                ? parseDate(text) != null
                : isSameDate(text, token.settings().expiresAt());
    }

    private boolean isSameDate(@Nullable String text, @Nullable Instant current) {
        Instant date = parseDate(text);
        return date != null && date.equals(current);
    }

    /** Returns a date; null if it is absent or invalid. */
    private @Nullable Instant parseDate(@Nullable String text) {
        try {
            return text == null ? null : dateParser.parse(text);
        } catch (InvalidValueException e) {
            return null;
        }
    }

    private static @Nullable Instant endOfOverlap(SecretDigests secrets) {
        SecretDigests.PreviousDigest previous = secrets.previous();
        return previous == null ? null : previous.validUntil();
    }
}
