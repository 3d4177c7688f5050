package dev.tokenry.store.dynamodb;

import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attributes of the secrets of a token: their digests, and when each secret was last used. */
final class SecretAttributes {

    static final String DIGEST = "digest";
    static final String PEPPER = "pepper";
    static final String PREVIOUS_DIGEST = "previousDigest";
    static final String PREVIOUS_PEPPER = "previousPepper";
    private static final String PREVIOUS_UNTIL = "previousUntil";
    private static final String REPLACED_BY = "replacedBy";
    static final String REGENERATED_AT = "regeneratedAt";
    static final String CURRENT_USED_AT = "currentUsedAt";
    static final String PREVIOUS_USED_AT = "previousUsedAt";
    private static final String RETIRED_DIGEST = "retiredDigest";
    private static final String RETIRED_PEPPER = "retiredPepper";
    private static final String RETIRED_AT = "retiredAt";

    static final List<String> ALL = List.of(
            DIGEST,
            PEPPER,
            PREVIOUS_DIGEST,
            PREVIOUS_PEPPER,
            PREVIOUS_UNTIL,
            REPLACED_BY,
            REGENERATED_AT,
            CURRENT_USED_AT,
            PREVIOUS_USED_AT,
            RETIRED_DIGEST,
            RETIRED_PEPPER,
            RETIRED_AT);

    private SecretAttributes() {}

    /** Sets all but the last uses. */
    static void put(ItemBuilder item, SecretDigests secrets) {
        SecretDigests.PreviousDigest previous = secrets.previous();
        SecretDigests.RetiredDigest retired = secrets.retired();
        item.bytes(DIGEST, secrets.current().toByteArray())
                .number(PEPPER, (long) secrets.current().pepperVersion())
                .bytes(
                        PREVIOUS_DIGEST,
                        previous == null ? null : previous.digest().toByteArray())
                .number(
                        PREVIOUS_PEPPER,
                        previous == null ? null : (long) previous.digest().pepperVersion())
                .instant(PREVIOUS_UNTIL, previous == null ? null : previous.validUntil())
                .string(REPLACED_BY, previous == null ? null : previous.replacedBy())
                .bytes(RETIRED_DIGEST, retired == null ? null : retired.digest().toByteArray())
                .number(
                        RETIRED_PEPPER,
                        retired == null ? null : (long) retired.digest().pepperVersion())
                .instant(RETIRED_AT, retired == null ? null : retired.retiredAt())
                .instant(REGENERATED_AT, secrets.regeneratedAt());
    }

    /** Sets the last uses of both secrets. */
    static void putUses(ItemBuilder item, SecretDigests secrets) {
        item.instant(CURRENT_USED_AT, secrets.lastUsedAt(SecretGeneration.CURRENT))
                .instant(PREVIOUS_USED_AT, secrets.lastUsedAt(SecretGeneration.PREVIOUS));
    }

    /** Sets the last uses of secrets that replace others. The others keep their stored values. */
    static void putReplacedUses(ItemBuilder item, SecretDigests current, SecretDigests updated) {
        if (updated.isRegenerated(current)) {
            item.instant(CURRENT_USED_AT, updated.lastUsedAt(SecretGeneration.CURRENT));
        }
        if (updated.hasOtherPrevious(current)) {
            item.instant(PREVIOUS_USED_AT, updated.lastUsedAt(SecretGeneration.PREVIOUS));
        }
    }

    static String usedAtAttribute(SecretGeneration generation) {
        return switch (generation) {
            case CURRENT -> CURRENT_USED_AT;
            case PREVIOUS -> PREVIOUS_USED_AT;
        };
    }

    /** Returns the attributes of the digest of a secret. */
    static ItemBuilder digest(SecretGeneration generation, SecretDigest digest) {
        return new ItemBuilder()
                .bytes(digestAttribute(generation), digest.toByteArray())
                .number(pepperAttribute(generation), (long) digest.pepperVersion());
    }

    static String digestAttribute(SecretGeneration generation) {
        return switch (generation) {
            case CURRENT -> DIGEST;
            case PREVIOUS -> PREVIOUS_DIGEST;
        };
    }

    static String pepperAttribute(SecretGeneration generation) {
        return switch (generation) {
            case CURRENT -> PEPPER;
            case PREVIOUS -> PREVIOUS_PEPPER;
        };
    }

    static SecretDigests fromItem(ItemReader item) {
        return new SecretDigests(
                digest(item, DIGEST, PEPPER),
                previous(item),
                retired(item),
                item.instantOrNull(REGENERATED_AT),
                item.instantOrNull(CURRENT_USED_AT));
    }

    private static SecretDigests.@Nullable PreviousDigest previous(ItemReader item) {
        return item.hasNone(PREVIOUS_DIGEST, PREVIOUS_PEPPER, PREVIOUS_UNTIL)
                ? null
                : new SecretDigests.PreviousDigest(
                        digest(item, PREVIOUS_DIGEST, PREVIOUS_PEPPER),
                        item.instant(PREVIOUS_UNTIL),
                        item.instantOrNull(PREVIOUS_USED_AT),
                        item.stringOrNull(REPLACED_BY));
    }

    private static SecretDigests.@Nullable RetiredDigest retired(ItemReader item) {
        return item.hasNone(RETIRED_DIGEST, RETIRED_PEPPER, RETIRED_AT)
                ? null
                : new SecretDigests.RetiredDigest(
                        digest(item, RETIRED_DIGEST, RETIRED_PEPPER), item.instant(RETIRED_AT));
    }

    private static SecretDigest digest(ItemReader item, String digestAttribute, String pepperAttribute) {
        byte[] bytes = item.bytes(digestAttribute);
        if (bytes.length != SecretDigest.BYTES) {
            throw item.corrupt(digestAttribute);
        }
        return new SecretDigest((int) item.number(pepperAttribute, 1, Integer.MAX_VALUE), bytes);
    }
}
