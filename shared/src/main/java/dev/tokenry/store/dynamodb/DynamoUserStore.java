package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.model.User;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;
import dev.tokenry.store.dynamodb.DynamoTransaction.TransactionResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Stores users in DynamoDB, one item each, in the table of the tokens. The identities of a user are linked by items of
 * their own, which the same transaction writes.
 */
public final class DynamoUserStore implements UserStore {

    private final DynamoTable table;
    private final InstantSource clock;
    private final @Nullable IdentityTransactions links;

    /** @param sealer seals the links of identities; it is called only when identities change */
    public DynamoUserStore(DynamoTable table, RecordSealer sealer, InstantSource clock) {
        this.table = table;
        this.clock = clock;
        this.links = new IdentityTransactions(table, sealer, clock);
    }

    /** Creates a store that writes users without the links of their identities, for a program that copies the links. */
    public DynamoUserStore(DynamoDbClient dynamo, String table, InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.table = new DynamoTable(dynamo, table, random);
        this.links = null;
    }

    @Override
    public Optional<User> find(OwnerName name) {
        return table.getItem(UserItem.key(name)).flatMap(item -> UserItem.fromItem(name, item));
    }

    @Override
    public boolean insert(User user, ChangeStamp stamp) {
        if (links != null && !user.identities().isEmpty()) {
            return insertLinked(links, user, stamp);
        }
        return items(user.name())
                .insert(UserItem.key(user.name()), UserItem.fullItem(user), UserItem.recreated(user), stamp);
    }

    @Override
    public WriteResult<User> replace(User current, User updated, ChangeStamp stamp) {
        if (links != null && !Set.copyOf(updated.identities()).equals(Set.copyOf(current.identities()))) {
            return replaceLinked(links, current, updated, stamp);
        }
        ItemBuilder update = UserItem.mutableAttributes(updated.withVersion(current.version() + 1));
        return items(current.name())
                .replace(UserItem.key(current.name()), update, UserItem.versionUnchanged(current), stamp);
    }

    @Override
    public WriteResult<User> delete(User current, ChangeStamp stamp) {
        if (links != null && !current.identities().isEmpty() && deleteLinked(links, current, stamp)) {
            return new WriteResult.Written<>(current);
        }
        return items(current.name())
                .delete(
                        current,
                        UserItem.key(current.name()),
                        UserItem.tombstone(current, clock.instant()),
                        UserItem.versionUnchanged(current),
                        stamp);
    }

    @Override
    public boolean deleteDamaged(OwnerName name, ChangeStamp stamp) {
        return items(name)
                .deleteDamaged(UserItem.key(name), UserItem.tombstone(User.unreadable(name), clock.instant()), stamp);
    }

    private static boolean insertLinked(IdentityTransactions links, User user, ChangeStamp stamp) {
        String key = UserItem.key(user.name());
        TransactionResult result = links.write(
                List.of(), user, transaction -> transaction.putIfAbsent(key, UserItem.fullItem(user)), stamp);
        if (result instanceof TransactionResult.ConditionFailed(var items)
                && Tombstone.is(items.getOrDefault(key, Map.of()))) {
            // An update keeps the nonce of the deletion, as NamedItems does.
            WriteCondition unchanged = WriteCondition.unchanged(items.getOrDefault(key, Map.of()));
            result = links.write(
                    List.of(),
                    user,
                    transaction -> transaction.update(key, UserItem.recreated(user), unchanged),
                    stamp);
        }
        return switch (result) {
            case TransactionResult.Committed _ -> true;
            case TransactionResult.ConditionFailed _ -> false;
            case TransactionResult.Contended contended -> throw contended.toException();
        };
    }

    private static WriteResult<User> replaceLinked(
            IdentityTransactions links, User current, User updated, ChangeStamp stamp) {
        String key = UserItem.key(current.name());
        User replaced = current.replacedBy(updated).withVersion(current.version() + 1);
        TransactionResult result = links.write(
                current.identities(),
                replaced,
                transaction -> transaction.update(
                        key, UserItem.mutableAttributes(replaced), UserItem.versionUnchanged(current)),
                stamp);
        return switch (result) {
            case TransactionResult.Committed _ -> new WriteResult.Written<>(replaced);
            case TransactionResult.ConditionFailed(var items) ->
                new ConditionalWrite(false, items.getOrDefault(key, Map.of()))
                        .toResult(item -> UserItem.fromItem(current.name(), item));
            case TransactionResult.Contended contended -> throw contended.toException();
        };
    }

    /**
     * Returns whether the user was deleted with its links. Ones that stay do not count, and must not prevent the
     * deletion.
     */
    private boolean deleteLinked(IdentityTransactions identityLinks, User current, ChangeStamp stamp) {
        try {
            return identityLinks.write(
                            current.identities(),
                            current.withIdentities(List.of()),
                            transaction -> transaction.update(
                                    UserItem.key(current.name()),
                                    UserItem.tombstone(current, clock.instant()),
                                    UserItem.versionUnchanged(current)),
                            stamp)
                    instanceof TransactionResult.Committed;
        } catch (CorruptRecordException.LaterFormatException e) {
            return false;
        }
    }

    private NamedItems<User> items(OwnerName name) {
        return new NamedItems<>(table, item -> UserItem.fromItem(name, item));
    }
}
