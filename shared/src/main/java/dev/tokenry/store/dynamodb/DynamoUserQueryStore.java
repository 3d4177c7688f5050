package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.UserPage;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserRow;
import java.util.ArrayList;
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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Lists of users in DynamoDB: names and counts come from the indexes, the users from the table. */
public final class DynamoUserQueryStore implements UserQueryStore {

    private final DynamoTable table;

    public DynamoUserQueryStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public UserPage listByName(@Nullable IndexPosition after, int limit) {
        List<UserRow> rows = new ArrayList<>();
        IndexPosition last = after;
        boolean hasMore = true;
        // The index may contain users that were deleted in the meantime: further rows take their place.
        while (hasMore && rows.size() < limit) {
            // One row more than needed shows whether there is a next page.
            int remaining = limit - rows.size();
            List<IndexPosition> positions = queryPositions(last, remaining + 1);
            hasMore = positions.size() > remaining;
            List<IndexPosition> page = positions.subList(0, Math.min(remaining, positions.size()));
            rows.addAll(findInOrder(page));
            last = page.isEmpty() ? last : page.getLast();
        }
        return new UserPage(rows, hasMore ? last : null);
    }

    @Override
    public Map<OwnerName, User> findAll(Set<OwnerName> names, Consumer<OwnerName> onDamaged) {
        Map<String, Map<String, AttributeValue>> items =
                table.batchGet(names.stream().map(UserItem::key).toList(), null);
        Map<OwnerName, User> users = new HashMap<>();
        for (OwnerName name : names) {
            Optional.ofNullable(items.get(UserItem.key(name)))
                    .flatMap(item -> parse(name, item, onDamaged))
                    .ifPresent(user -> users.put(name, user));
        }
        return users;
    }

    private static Optional<User> parse(
            OwnerName name, Map<String, AttributeValue> item, Consumer<OwnerName> onDamaged) {
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

    private List<IndexPosition> queryPositions(@Nullable IndexPosition after, int limit) {
        return table.queries().queryRows(limit, remaining -> query(after, remaining), UserItem::positionFromItem);
    }

    private static QueryRequest.Builder query(@Nullable IndexPosition after, int limit) {
        QueryRequest.Builder query = QueryRequest.builder()
                .indexName(TokenIndexQuery.ALL)
                .keyConditionExpression("#kind = :kind")
                .expressionAttributeNames(Map.of("#kind", TokenItem.KIND))
                .expressionAttributeValues(Map.of(":kind", AttributeValue.fromS(UserItem.USER_KIND)))
                .projectionExpression(DynamoTable.KEY + ", " + TokenItem.CREATED_KEY)
                .limit(limit);
        return after == null
                ? query
                : query.exclusiveStartKey(DynamoQueries.indexKey(
                        TokenItem.KIND, UserItem.USER_KIND, after.sortKey(), UserItem.key(name(after))));
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
