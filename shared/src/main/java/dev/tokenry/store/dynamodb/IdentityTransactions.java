package dev.tokenry.store.dynamodb;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import dev.tokenry.store.dynamodb.DynamoTransaction.TransactionResult;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes a user together with the links of its identities. Links that do not count are replaced, and never block. */
final class IdentityTransactions {

    private static final int MAX_ATTEMPTS = 5;

    /** A write of the link under a key, with the condition on what is stored there. */
    private sealed interface LinkWrite {

        /** Links the identity with the user. */
        record Claim(UserIdentity identity, User user, WriteCondition condition) implements LinkWrite {}

        /** Releases a link of the user. */
        record Release(User user, WriteCondition condition) implements LinkWrite {}
    }

    private final DynamoTable table;
    private final ItemSeal seal;
    private final InstantSource clock;

    IdentityTransactions(DynamoTable table, RecordSealer sealer, InstantSource clock) {
        this.table = table;
        this.seal = IdentityItem.seal(sealer);
        this.clock = clock;
    }

    /**
     * Writes a user, links the identities that are new, and releases those that it no longer has.
     *
     * @param before the identities that the stored user has
     * @param user the user with the identities that it has afterwards
     * @param write adds the write of the user to a transaction, as its first item
     * @throws ApiException.ConflictException if an identity is linked with another user
     */
    TransactionResult write(
            List<UserIdentity> before, User user, Consumer<DynamoTransaction> write, ChangeStamp stamp) {
        Map<String, LinkWrite> links = new LinkedHashMap<>();
        for (UserIdentity identity : before) {
            links.put(IdentityItem.key(identity), new LinkWrite.Release(user, IdentityItem.linkedWith(user)));
        }
        for (UserIdentity identity : user.identities()) {
            String key = IdentityItem.key(identity);
            if (before.contains(identity)) {
                links.remove(key);
            } else {
                // Also in place of the link of an earlier issuer of the name, which the stored user has.
                links.put(key, new LinkWrite.Claim(identity, user, IdentityItem.unlinked()));
            }
        }
        return commit(UserItem.key(user.name()), write, links, stamp);
    }

    private TransactionResult commit(
            String userKey, Consumer<DynamoTransaction> write, Map<String, LinkWrite> links, ChangeStamp stamp) {
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            DynamoTransaction transaction = table.transaction(stamp);
            write.accept(transaction);
            links.forEach((key, link) -> add(key, link, transaction, stamp));
            TransactionResult result = transaction.commit();
            if (!(result instanceof TransactionResult.ConditionFailed(var items)) || items.containsKey(userKey)) {
                return result;
            }
            items.forEach((key, item) -> links.computeIfPresent(
                    key, (_, link) -> afterConflict(link, item).orElse(null)));
        }
        return new TransactionResult.Contended();
    }

    private void add(String key, LinkWrite link, DynamoTransaction transaction, ChangeStamp stamp) {
        switch (link) {
            // A whole item: an attribute that is left of a damaged one would break the seal.
            case LinkWrite.Claim(var identity, var user, var condition) ->
                transaction.put(key, IdentityItem.link(identity, user, stamp.at(), seal), condition);
            case LinkWrite.Release(var user, var condition) ->
                transaction.update(key, IdentityItem.released(user, clock.instant()), condition);
        }
    }

    /**
     * Returns the write that follows when the stored item does not meet the condition of one; empty if none does.
     *
     * @throws ApiException.ConflictException if the identity is linked with another user
     */
    private Optional<LinkWrite> afterConflict(LinkWrite link, Map<String, Attribute> item) {
        return switch (link) {
            case LinkWrite.Claim(var identity, var user, var _) -> {
                requireReplaceable(item, identity, user);
                yield Optional.of(new LinkWrite.Claim(identity, user, WriteCondition.unchanged(item)));
            }
            // A damaged one tells no user. It is of no use to anyone.
            case LinkWrite.Release(var user, var _) ->
                isUnreadable(item)
                        ? Optional.of(new LinkWrite.Release(user, WriteCondition.unchanged(item)))
                        : Optional.empty();
        };
    }

    private void requireReplaceable(Map<String, Attribute> item, UserIdentity identity, User user) {
        if (isUnreadable(item)) {
            return;
        }
        Optional<IdentityItem> counting = item.isEmpty() ? Optional.empty() : IdentityItem.fromUnverifiedItem(item);
        counting = counting.filter(link -> !link.isOf(user) && counts(link, identity));
        if (counting.isPresent() && isSealed(item)) {
            throw new ApiException.ConflictException(
                    ErrorReason.IDENTITY_TAKEN,
                    "The subject \"" + identity.subject() + "\" of the issuer " + identity.issuer()
                            + " is an identity of the user " + counting.get().user() + ". Remove it there first.");
        }
    }

    /** A record that cannot be read may have the identity. */
    private boolean counts(IdentityItem link, UserIdentity identity) {
        try {
            return link.issuerId().equals(identity.issuerId())
                    && table.getItem(UserItem.key(link.user()))
                            .flatMap(item -> UserItem.fromItem(link.user(), item))
                            .filter(record ->
                                    link.isOf(record) && record.identities().contains(identity))
                            .isPresent();
        } catch (CorruptRecordException e) {
            return true;
        }
    }

    private boolean isSealed(Map<String, Attribute> item) {
        try {
            seal.require(DynamoTable.keyOf(item), item);
            return true;
        } catch (CorruptRecordException e) {
            return false;
        }
    }

    /** A link of a later release is none that is damaged: it stays as it is. */
    private static boolean isUnreadable(Map<String, Attribute> item) {
        try {
            Optional<IdentityItem> _ = item.isEmpty() ? Optional.empty() : IdentityItem.fromUnverifiedItem(item);
            return false;
        } catch (CorruptRecordException.LaterFormatException e) {
            throw e;
        } catch (CorruptRecordException e) {
            return true;
        }
    }
}
