package dev.tokenry.store.dynamodb;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.time.Instant;
import java.util.Map;

/** Conditions on the stored item of a token, under which a write is made. */
final class TokenConditions {

    /** The token exists and is not deleted. */
    private static final String LIVE = "attribute_exists(#storedKey) AND attribute_not_exists(#storedDeletedAt)";

    private TokenConditions() {}

    /**
     * Requires that the token is unchanged. If an unused secret is replaced, also that it has still not been used and
     * is the one that was read. What rests on the token not being used also requires that it still was not.
     */
    static WriteCondition replaceable(Token current, Token updated) {
        WriteCondition condition = versionUnchanged(current);
        if (updated.lifecycle().requiresDisuse(current.lifecycle())) {
            condition = condition.and(lastUseUnchanged(current));
        }
        return updated.secrets().replacesUnused(current.secrets())
                ? condition
                        .and(digestUnchanged(
                                SecretGeneration.CURRENT, current.secrets().current()))
                        .and(new WriteCondition(
                                "attribute_not_exists(#storedCurrentUse)",
                                Map.of("#storedCurrentUse", SecretAttributes.CURRENT_USED_AT),
                                Map.of()))
                : condition;
    }

    /** Requires that the token was not used since it was read: a use does not change the version. */
    private static WriteCondition lastUseUnchanged(Token expected) {
        LastUse lastUse = expected.lastUse();
        Map<String, String> names = Map.of("#storedLastUse", TokenItem.LAST_USED_AT);
        return lastUse == null
                ? new WriteCondition("attribute_not_exists(#storedLastUse)", names, Map.of())
                : new WriteCondition(
                        "#storedLastUse = :expectedLastUse",
                        names,
                        Map.of(":expectedLastUse", epochMillis(lastUse.at())));
    }

    /** Requires that the item exists, whatever it contains. */
    static WriteCondition exists() {
        return new WriteCondition("attribute_exists(#storedKey)", Map.of("#storedKey", DynamoTable.KEY), Map.of());
    }

    /** Requires that the token exists and is not deleted. */
    static WriteCondition isLive() {
        return new WriteCondition(
                LIVE, Map.of("#storedKey", DynamoTable.KEY, "#storedDeletedAt", Tombstone.DELETED_AT), Map.of());
    }

    /** Requires that the token exists and has the version of {@code expected}. */
    static WriteCondition versionUnchanged(Token expected) {
        return new WriteCondition(
                LIVE + " AND #storedVersion = :expectedVersion",
                Map.of(
                        "#storedKey",
                        DynamoTable.KEY,
                        "#storedDeletedAt",
                        Tombstone.DELETED_AT,
                        "#storedVersion",
                        TokenItem.VERSION),
                Map.of(":expectedVersion", Attribute.fromN(Long.toString(expected.version()))));
    }

    /**
     * Requires that the token exists and has the secrets of {@code expected}, and that the last use of the secret is
     * absent or before {@code time}. The time of the regeneration stands for the secrets, so that the authorizer does
     * not need access to digests.
     */
    static WriteCondition notUsedSince(Token expected, SecretGeneration generation, Instant time) {
        return isLive().and(regeneratedAtUnchanged(expected))
                .and(absentOrBefore(SecretAttributes.usedAtAttribute(generation), time));
    }

    /** Requires that the token exists, and that its last rejected use is absent or before {@code time}. */
    static WriteCondition notRejectedSince(Instant time) {
        return isLive().and(absentOrBefore(RejectedUseAttributes.REJECTED_AT, time));
    }

    /**
     * Requires that the token exists and has the secrets of {@code expected}, and that the last use of a retired one is
     * absent or before {@code time}.
     */
    static WriteCondition retiredNotUsedSince(Token expected, Instant time) {
        return isLive().and(regeneratedAtUnchanged(expected))
                .and(absentOrBefore(RejectedUseAttributes.RETIRED_USED_AT, time));
    }

    private static WriteCondition regeneratedAtUnchanged(Token expected) {
        Instant regeneratedAt = expected.secrets().regeneratedAt();
        Map<String, String> names = Map.of("#storedRegeneratedAt", SecretAttributes.REGENERATED_AT);
        return regeneratedAt == null
                ? new WriteCondition("attribute_not_exists(#storedRegeneratedAt)", names, Map.of())
                : new WriteCondition(
                        "#storedRegeneratedAt = :regeneratedAt",
                        names,
                        Map.of(":regeneratedAt", epochMillis(regeneratedAt)));
    }

    private static WriteCondition absentOrBefore(String attribute, Instant time) {
        return new WriteCondition(
                "attribute_not_exists(#storedUse) OR #storedUse < :time",
                Map.of("#storedUse", attribute),
                Map.of(":time", epochMillis(time)));
    }

    /** Requires that the token exists and has not used one of the scopes on its day yet. */
    static WriteCondition scopesNotUsed(ScopeUse use) {
        return isLive().and(ScopeUseAttributes.anyDayIsNewInMap(use.days()));
    }

    /** Requires that the token exists and the secret has this digest. */
    static WriteCondition digestUnchanged(SecretGeneration generation, SecretDigest digest) {
        return new WriteCondition(
                LIVE + " AND #storedDigest = :expectedDigest AND #storedPepper = :expectedPepper",
                Map.of(
                        "#storedKey",
                        DynamoTable.KEY,
                        "#storedDeletedAt",
                        Tombstone.DELETED_AT,
                        "#storedDigest",
                        SecretAttributes.digestAttribute(generation),
                        "#storedPepper",
                        SecretAttributes.pepperAttribute(generation)),
                Map.of(
                        ":expectedDigest",
                        Attribute.fromB(digest.toByteArray()),
                        ":expectedPepper",
                        Attribute.fromN(Integer.toString(digest.pepperVersion()))));
    }

    private static Attribute epochMillis(Instant time) {
        return Attribute.fromN(Long.toString(time.toEpochMilli()));
    }
}
