package dev.tokenry.store.dynamodb;

import dev.tokenry.model.User;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;
import dev.tokenry.store.dynamodb.DynamoTable.ConditionalWrite;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stores users in DynamoDB, one item each, in the table of the tokens. */
public final class DynamoUserStore implements UserStore {

    private final DynamoTable table;

    public DynamoUserStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public Optional<User> find(String name) {
        return table.getItem(UserItem.key(name)).map(item -> UserItem.fromItem(name, item));
    }

    @Override
    public boolean insert(User user) {
        return table.putIfAbsent(UserItem.key(user.name()), UserItem.fullItem(user))
                .applied();
    }

    @Override
    public WriteResult<User> replace(User current, User updated) {
        ItemBuilder update = UserItem.mutableAttributes(updated.withVersion(current.version() + 1));
        return table.update(UserItem.key(current.name()), update, UserItem.versionUnchanged(current))
                .toResult(item -> Optional.of(UserItem.fromItem(current.name(), item)));
    }

    @Override
    public WriteResult<User> delete(User current) {
        ConditionalWrite write = table.delete(UserItem.key(current.name()), UserItem.versionUnchangedOrAbsent(current));
        return write.applied()
                ? new WriteResult.Written<>(current)
                : write.toResult(item -> Optional.of(UserItem.fromItem(current.name(), item)));
    }
}
