package dev.tokenry.store.dynamodb;

import dev.tokenry.exchange.encoding.StrictBase64Url;
import dev.tokenry.exchange.trust.IdentityLink;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import dev.tokenry.text.Sha256;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The item that links a subject of an issuer with a user, so that no two users sign in as one subject. Its key tells
 * issuer and subject, and its seal covers the key: a link cannot be moved to another subject. The user's record has the
 * same identity; a link that its record does not have, or that is of an earlier record, does not count, and is replaced
 * by the next one of the subject.
 *
 * @param issuerId the id of the issuer's record
 */
record IdentityItem(String issuerId, OwnerName user, String userId, Instant linkedAt) {

    /** Token ids do not contain {@code #}, so the keys of links and tokens differ. */
    static final String KEY_PREFIX = "identity#";

    private static final String ISSUER_ID = "issuerId";
    private static final String USER = "linkedUser";
    private static final String USER_ID = "userId";
    private static final String LINKED_AT = "linkedAt";

    private static final long CURRENT_RECORD_VERSION = 1;

    private static final SealedItemReader<IdentityItem> READER =
            new SealedItemReader<>(CURRENT_RECORD_VERSION, IdentityItem::item);

    /** Names of issuers do not contain {@code #}. A subject can be longer than a key. */
    static String key(UserIdentity identity) {
        return KEY_PREFIX + identity.issuer() + "#" + StrictBase64Url.encode(Sha256.of(identity.subject()));
    }

    static ItemSeal seal(RecordSealer sealer) {
        return new ItemSeal(sealer, Set.of());
    }

    /** Returns all attributes of the link of an identity with a user, and its seal. */
    static ItemBuilder link(UserIdentity identity, User user, Instant now, ItemSeal seal) {
        return seal.seal(
                key(identity),
                attributes(new IdentityItem(identity.issuerId(), user.name(), user.id(), now))
                        .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION));
    }

    /**
     * Returns the attributes of a released link: none that describe it. Releasing needs no IAM permission to delete.
     */
    static ItemBuilder released(User user, Instant now) {
        return Tombstone.of(
                ItemSeal.removeWithSeal(attributes(new IdentityItem("", user.name(), user.id(), now))),
                CURRENT_RECORD_VERSION,
                now,
                Tombstone.RETENTION_OF_NAMES);
    }

    /** The version distinguishes links of one subject. */
    private static ItemBuilder attributes(IdentityItem link) {
        return new ItemBuilder()
                .string(ISSUER_ID, link.issuerId)
                .string(USER, link.user.key())
                .string(USER_ID, link.userId)
                .instant(LINKED_AT, link.linkedAt)
                .number(ItemSeal.VERSION, link.linkedAt.toEpochMilli());
    }

    /** Requires that no link exists, or a released one. */
    static WriteCondition unlinked() {
        return WriteCondition.ABSENT.or(new WriteCondition(
                "attribute_exists(#storedDeletedAt)", Map.of("#storedDeletedAt", Tombstone.DELETED_AT), Map.of()));
    }

    /** Requires that the link is one of the user. */
    static WriteCondition linkedWith(User user) {
        return new WriteCondition(
                "#storedUser = :expectedUser AND #storedUserId = :expectedUserId",
                Map.of("#storedUser", USER, "#storedUserId", USER_ID),
                Map.of(
                        ":expectedUser",
                        Attribute.fromS(user.name().key()),
                        ":expectedUserId",
                        Attribute.fromS(user.id())));
    }

    /** Returns the link of an item whose seal fits, or empty if the link is released. */
    static Optional<IdentityItem> fromItem(Map<String, Attribute> attributes, ItemSeal seal) {
        return READER.read(attributes, seal);
    }

    /** As {@link #fromItem}, but the link may have been written or edited without the pepper. */
    static Optional<IdentityItem> fromUnverifiedItem(Map<String, Attribute> attributes) {
        return READER.readUnverified(attributes);
    }

    private static IdentityItem item(ItemReader item) {
        return new IdentityItem(
                IssuerItem.id(item, ISSUER_ID),
                item.ownerName(USER),
                IssuerItem.id(item, USER_ID),
                item.instant(LINKED_AT));
    }

    /** Returns whether the link is one of this user record. */
    boolean isOf(User record) {
        return user.equals(record.name()) && userId.equals(record.id());
    }

    IdentityLink toLink(UserIdentity identity) {
        return new IdentityLink(identity, user, userId, linkedAt);
    }
}
