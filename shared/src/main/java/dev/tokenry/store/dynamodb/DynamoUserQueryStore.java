package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.UserPage;
import dev.tokenry.store.UserQueryStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
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
    public UserPage listByName(@Nullable OwnerName after, int limit) {
        List<User> users = new ArrayList<>();
        OwnerName lastName = after;
        boolean hasMore = true;
        // The index may contain users that were deleted in the meantime: further rows take their place.
        while (hasMore && users.size() < limit) {
            // One row more than needed shows whether there is a next page.
            int remaining = limit - users.size();
            List<OwnerName> names = queryNames(lastName, remaining + 1);
            hasMore = names.size() > remaining;
            List<OwnerName> pageNames = names.subList(0, Math.min(remaining, names.size()));
            users.addAll(findInOrder(pageNames));
            lastName = pageNames.isEmpty() ? lastName : pageNames.getLast();
        }
        return new UserPage(users, hasMore ? lastName : null);
    }

    @Override
    public Map<OwnerName, User> findAll(Set<OwnerName> names) {
        Map<String, Map<String, AttributeValue>> items =
                table.batchGet(names.stream().map(UserItem::key).toList(), null);
        Map<OwnerName, User> users = new HashMap<>();
        for (OwnerName name : names) {
            Optional.ofNullable(items.get(UserItem.key(name)))
                    .flatMap(item -> parse(name, item))
                    .ifPresent(user -> users.put(name, user));
        }
        return users;
    }

    /** A damaged user blocks no list: it is not listed, and its tokens are shown as stopped, which they are. */
    private static Optional<User> parse(OwnerName name, Map<String, AttributeValue> item) {
        try {
            return UserItem.fromItem(name, item);
        } catch (CorruptRecordException e) {
            return Optional.empty();
        }
    }

    @Override
    public TokenCounts countTokens(OwnerName owner, int limit) {
        TokenIndexQuery index = TokenIndexQuery.of(new TokenFilter.ByOwner(owner, null));
        List<Boolean> personal = new ArrayList<>();
        int total = table.queryPages(
                limit,
                remaining -> index.query(null, remaining).projectionExpression(TokenItem.PERSONAL),
                item -> personal.add(TokenIndexRow.isPersonal(item)));
        return new TokenCounts(total, Collections.frequency(personal, true));
    }

    private List<OwnerName> queryNames(@Nullable OwnerName after, int limit) {
        List<OwnerName> names = new ArrayList<>();
        table.queryPages(
                limit, remaining -> nameQuery(after, remaining), item -> names.add(UserItem.nameFromItem(item)));
        return names;
    }

    private static QueryRequest.Builder nameQuery(@Nullable OwnerName after, int limit) {
        Map<String, String> names = new LinkedHashMap<>(Map.of("#kind", TokenItem.KIND));
        Map<String, AttributeValue> values =
                new LinkedHashMap<>(Map.of(":kind", AttributeValue.fromS(UserItem.USER_KIND)));
        String condition = "#kind = :kind";
        if (after != null) {
            names.put("#name", TokenItem.CREATED_KEY);
            values.put(":after", AttributeValue.fromS(after.key()));
            condition += " AND #name > :after";
        }
        return QueryRequest.builder()
                .indexName(TokenIndexQuery.ALL)
                .keyConditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .projectionExpression(DynamoTable.KEY + ", " + TokenItem.CREATED_KEY)
                .limit(limit);
    }

    /**
     * Returns the users that exist, in this order. They are read from the table because the index is eventually
     * consistent.
     */
    private List<User> findInOrder(List<OwnerName> names) {
        Map<OwnerName, User> users = findAll(Set.copyOf(names));
        return names.stream().filter(users::containsKey).map(users::get).toList();
    }
}
