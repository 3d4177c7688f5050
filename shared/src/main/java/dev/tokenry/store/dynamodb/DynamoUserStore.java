package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores users in DynamoDB, one item each, in the table of the tokens. */
public final class DynamoUserStore implements UserStore {

    private final DynamoTable table;
    private final InstantSource clock;

    public DynamoUserStore(DynamoDbClient dynamo, String table, InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public Optional<User> find(OwnerName name) {
        return table.getItem(UserItem.key(name)).flatMap(item -> UserItem.fromItem(name, item));
    }

    @Override
    public boolean insert(User user) {
        String key = UserItem.key(user.name());
        ConditionalWrite write = table.putIfAbsent(key, UserItem.fullItem(user));
        if (write.applied() || !Tombstone.is(write.item())) {
            return write.applied();
        }
        // An update keeps the nonce of the deletion, whose response may have been lost. It replaces this tombstone,
        // not one of a later deletion.
        return table.update(key, UserItem.recreated(user), WriteCondition.unchanged(write.item()))
                .applied();
    }

    @Override
    public WriteResult<User> replace(User current, User updated) {
        ItemBuilder update = UserItem.mutableAttributes(updated.withVersion(current.version() + 1));
        return table.update(UserItem.key(current.name()), update, UserItem.versionUnchanged(current))
                .toResult(item -> UserItem.fromItem(current.name(), item));
    }

    /** Leaves a tombstone until the time to live removes it: an insertion that comes late must not revive the user. */
    @Override
    public WriteResult<User> delete(User current) {
        ConditionalWrite write = table.update(
                UserItem.key(current.name()),
                UserItem.tombstone(current, clock.instant()),
                UserItem.versionUnchanged(current));
        return write.applied()
                ? new WriteResult.Written<>(current)
                : write.toResult(item -> UserItem.fromItem(current.name(), item));
    }

    @Override
    public boolean deleteDamaged(OwnerName name) {
        String key = UserItem.key(name);
        return table.getItem(key)
                .filter(item -> isDamaged(name, item))
                .map(damaged -> table.update(
                        key,
                        UserItem.tombstone(User.unreadable(name), clock.instant()),
                        WriteCondition.unchanged(damaged)))
                .filter(ConditionalWrite::applied)
                .isPresent();
    }

    private static boolean isDamaged(OwnerName name, Map<String, AttributeValue> item) {
        try {
            UserItem.fromItem(name, item);
            return false;
        } catch (CorruptRecordException e) {
            return true;
        }
    }
}
