package dev.tokenry.store.dynamodb;

import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.UserPage;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;

import dev.tokenry.store.dynamodb.DynamoTable.ConditionalWrite;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Users in DynamoDB, one item each, in the tokens' table. */
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
        return table.putIfAbsent(UserItem.key(user.name()), UserItem.fullItem(user)).applied();
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

    @Override
    public UserPage listByName(@Nullable String after, int limit) {
        List<User> users = new ArrayList<>();
        String lastName = after;
        boolean hasMore = true;
        // A row whose user is gone meanwhile leaves room for the next.
        while (hasMore && users.size() < limit) {
            // The row behind the last tells whether the list goes on.
            int remaining = limit - users.size();
            List<String> names = queryNames(lastName, remaining + 1);
            hasMore = names.size() > remaining;
            List<String> pageNames = names.subList(0, Math.min(remaining, names.size()));
            users.addAll(findAll(pageNames));
            lastName = pageNames.isEmpty() ? lastName : pageNames.getLast();
        }
        return new UserPage(users, hasMore ? lastName : null);
    }

    @Override
    public TokenCounts countTokens(String owner, int limit) {
        TokenIndexQuery index = TokenIndexQuery.of(new TokenFilter.ByOwner(owner, null));
        AtomicInteger personal = new AtomicInteger();
        int total = table.queryPages(
                limit,
                remaining -> index.query(null, remaining).projectionExpression(TokenItem.PERSONAL),
                item -> personal.addAndGet(TokenItem.isPersonal(item) ? 1 : 0));
        return new TokenCounts(total, personal.get());
    }

    private List<String> queryNames(@Nullable String after, int limit) {
        List<String> names = new ArrayList<>();
        table.queryPages(limit, remaining -> nameQuery(after, remaining), item -> names.add(UserItem.nameFromItem(item)));
        return names;
    }

    private static QueryRequest.Builder nameQuery(@Nullable String after, int limit) {
        Map<String, String> names = new LinkedHashMap<>(Map.of("#kind", TokenItem.KIND));
        Map<String, AttributeValue> values =
                new LinkedHashMap<>(Map.of(":kind", AttributeValue.fromS(UserItem.USER_KIND)));
        String condition = "#kind = :kind";
        if (after != null) {
            names.put("#name", TokenItem.CREATED_KEY);
            values.put(":after", AttributeValue.fromS(after));
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

    /** In this order; those that are gone are left out. An index lags behind the table: its rows are never shown. */
    private List<User> findAll(List<String> names) {
        Map<String, Map<String, AttributeValue>> items =
                table.batchGet(names.stream().map(UserItem::key).toList(), null);
        return names.stream()
                .flatMap(name -> Optional.ofNullable(items.get(UserItem.key(name)))
                        .map(item -> UserItem.fromItem(name, item))
                        .stream())
                .toList();
    }
}
