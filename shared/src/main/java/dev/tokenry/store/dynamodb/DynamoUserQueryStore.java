package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserRow;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Lists of users in DynamoDB: names and counts come from the indexes, the users from the table. */
public final class DynamoUserQueryStore implements UserQueryStore {

    private final DynamoTable table;
    private final NameIndex index;

    public DynamoUserQueryStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
        this.index = new NameIndex(
                this.table, UserItem.USER_KIND, UserItem::positionFromItem, position -> UserItem.key(name(position)));
    }

    @Override
    public NamePage<UserRow> listByName(@Nullable IndexPosition after, int limit) {
        return index.list(after, limit, this::findInOrder);
    }

    @Override
    public Map<OwnerName, User> findAll(Set<OwnerName> names, Consumer<OwnerName> onDamaged) {
        Map<String, Map<String, Attribute>> items =
                table.batchGet(names.stream().map(UserItem::key).toList(), null);
        Map<OwnerName, User> users = new HashMap<>();
        for (OwnerName name : names) {
            Optional.ofNullable(items.get(UserItem.key(name)))
                    .flatMap(item -> parse(name, item, onDamaged))
                    .ifPresent(user -> users.put(name, user));
        }
        return users;
    }

    private static Optional<User> parse(OwnerName name, Map<String, Attribute> item, Consumer<OwnerName> onDamaged) {
        try {
            return UserItem.fromItem(name, item);
        } catch (CorruptRecordException e) {
            onDamaged.accept(name);
            return Optional.empty();
        }
    }

    @Override
    public TokenCounts countTokens(OwnerName owner, int limit) {
        TokenIndexQuery index = TokenIndexQuery.of(new TokenFilter.ByOwner(owner, null));
        List<Boolean> personal = table.queries()
                .queryRows(
                        limit,
                        remaining -> index.query(null, remaining).projectionExpression(TokenItem.PERSONAL),
                        item -> Optional.of(TokenIndexRow.isPersonal(item)));
        return new TokenCounts(personal.size(), Collections.frequency(personal, true));
    }

    /**
     * Returns the users that exist, in this order. They are read from the table because the index is eventually
     * consistent.
     */
    private List<UserRow> findInOrder(List<IndexPosition> positions) {
        Set<OwnerName> damaged = new HashSet<>();
        Map<OwnerName, User> users =
                findAll(positions.stream().map(DynamoUserQueryStore::name).collect(Collectors.toSet()), damaged::add);
        return positions.stream()
                .filter(position -> users.containsKey(name(position)) || damaged.contains(name(position)))
                .map(position -> new UserRow(position, Optional.ofNullable(users.get(name(position)))))
                .toList();
    }

    private static OwnerName name(IndexPosition position) {
        return OwnerName.of(position.key());
    }
}
