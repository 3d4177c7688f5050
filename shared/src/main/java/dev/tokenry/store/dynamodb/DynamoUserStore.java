package dev.tokenry.store.dynamodb;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.User;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;
import dev.tokenry.store.dynamodb.DynamoTable.ConditionalWrite;
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
    public Optional<User> find(String name) {
        return table.getItem(UserItem.key(name)).flatMap(item -> UserItem.fromItem(name, item));
    }

    @Override
    public boolean insert(User user) {
        String key = UserItem.key(user.name());
        ConditionalWrite write = table.putIfAbsent(key, UserItem.fullItem(user));
        // An update keeps the nonce of the deletion, whose response may have been lost.
        return UserItem.isTombstone(write.item())
                ? table.update(key, UserItem.recreated(user), UserItem.DELETED).applied()
                : write.applied();
    }

    @Override
    public WriteResult<User> replace(User current, User updated) {
        ItemBuilder update = UserItem.mutableAttributes(updated.withVersion(current.version() + 1));
        return table.update(UserItem.key(current.name()), update, UserItem.versionUnchanged(current))
                .toResult(item -> UserItem.fromItem(current.name(), item));
    }

    @Override
    public WriteResult<User> delete(User current) {
        String key = UserItem.key(current.name());
        ConditionalWrite write =
                table.update(key, UserItem.tombstone(current, clock.instant()), UserItem.versionUnchanged(current));
        if (!write.applied()) {
            return write.toResult(item -> UserItem.fromItem(current.name(), item));
        }
        removeTombstone(key, write.item());
        return new WriteResult.Written<>(current);
    }

    /** If the tombstone cannot be removed, the user is deleted all the same, and the time to live removes it. */
    private void removeTombstone(String key, Map<String, AttributeValue> item) {
        try {
            if (UserItem.isTombstone(item)) {
                table.deleteUnchanged(key, item);
            }
        } catch (ServiceUnavailableException e) {
            // Only the removal of an empty item failed.
        }
    }
}
