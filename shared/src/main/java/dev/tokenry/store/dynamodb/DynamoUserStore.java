package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

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
    public boolean insert(User user, ChangeStamp stamp) {
        return items(user.name())
                .insert(UserItem.key(user.name()), UserItem.fullItem(user), UserItem.recreated(user), stamp);
    }

    @Override
    public WriteResult<User> replace(User current, User updated, ChangeStamp stamp) {
        ItemBuilder update = UserItem.mutableAttributes(updated.withVersion(current.version() + 1));
        return items(current.name())
                .replace(UserItem.key(current.name()), update, UserItem.versionUnchanged(current), stamp);
    }

    @Override
    public WriteResult<User> delete(User current, ChangeStamp stamp) {
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

    private NamedItems<User> items(OwnerName name) {
        return new NamedItems<>(table, item -> UserItem.fromItem(name, item));
    }
}
