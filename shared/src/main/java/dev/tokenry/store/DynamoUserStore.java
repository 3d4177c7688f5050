package dev.tokenry.store;

import dev.tokenry.store.DynamoTable.Written;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Users in DynamoDB, one item each, in the tokens' table. */
public final class DynamoUserStore implements UserStore {

    private final DynamoTable table;

    public DynamoUserStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public Optional<User> find(String name) {
        return table.find(UserItem.key(name)).map(item -> UserItem.read(name, item));
    }

    @Override
    public boolean insert(User user) {
        return table.insert(UserItem.key(user.name()), UserItem.whole(user)).done();
    }

    @Override
    public UserReplacement replace(User read, User next) {
        Attributes change = UserItem.changeable(next.withVersion(read.version() + 1));
        Written written = table.update(UserItem.key(read.name()), change, UserItem.unchangedSince(read));
        return current(read, written)
                .map(now -> written.done() ? new UserReplacement.Done(now) : new UserReplacement.Outdated(now))
                .orElseGet(UserReplacement.Gone::new);
    }

    @Override
    public UserReplacement delete(User read) {
        Written written = table.delete(UserItem.key(read.name()), UserItem.noOtherThan(read));
        return written.done()
                ? new UserReplacement.Done(read)
                : current(read, written)
                        .<UserReplacement>map(UserReplacement.Outdated::new)
                        .orElseGet(UserReplacement.Gone::new);
    }

    @Override
    public UserPage listByName(@Nullable String after, int limit) {
        List<User> users = new ArrayList<>();
        String last = after;
        boolean more = true;
        // A row whose user is gone meanwhile leaves room for the next.
        while (more && users.size() < limit) {
            // The row behind the last tells whether the list goes on.
            int wanted = limit - users.size();
            List<String> names = rows(last, wanted + 1);
            more = names.size() > wanted;
            List<String> shown = names.subList(0, Math.min(wanted, names.size()));
            users.addAll(usersNamed(shown));
            last = shown.isEmpty() ? last : shown.getLast();
        }
        return new UserPage(users, more ? last : null);
    }

    @Override
    public TokenCounts countTokens(String owner, int most) {
        TokenIndex index = TokenIndex.of(new TokenRange.OfOwner(owner, null));
        Map<String, AttributeValue> upTo = Map.of();
        int tokens = 0;
        int personal = 0;
        do {
            QueryRequest.Builder query = index.query(null, most - tokens).projectionExpression(TokenItem.PERSONAL);
            QueryResponse page = table.query(upTo.isEmpty() ? query : query.exclusiveStartKey(upTo));
            tokens += page.count();
            personal +=
                    (int) page.items().stream().filter(TokenItem::isPersonalRow).count();
            upTo = page.lastEvaluatedKey();
        } while (!upTo.isEmpty() && tokens < most);
        return new TokenCounts(tokens, personal);
    }

    private List<String> rows(@Nullable String after, int wanted) {
        List<String> names = new ArrayList<>();
        Map<String, AttributeValue> upTo = Map.of();
        do {
            QueryRequest.Builder query = byName(after, wanted - names.size());
            QueryResponse page = table.query(upTo.isEmpty() ? query : query.exclusiveStartKey(upTo));
            page.items().forEach(row -> names.add(UserItem.readRow(row)));
            upTo = page.lastEvaluatedKey();
        } while (!upTo.isEmpty() && names.size() < wanted);
        return names;
    }

    private static QueryRequest.Builder byName(@Nullable String after, int wanted) {
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
                .indexName(TokenIndex.ALL)
                .keyConditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .projectionExpression(DynamoTable.KEY + ", " + TokenItem.CREATED_KEY)
                .limit(wanted);
    }

    /** In this order; those that are gone are left out. An index lags behind the table: its rows are never shown. */
    private List<User> usersNamed(List<String> names) {
        Map<String, Map<String, AttributeValue>> items =
                table.findAll(names.stream().map(UserItem::key).toList()).stream()
                        .collect(Collectors.toMap(DynamoTable::keyIn, Function.identity()));
        return names.stream()
                .flatMap(name ->
                        Optional.ofNullable(items.get(UserItem.key(name)))
                                .map(item -> UserItem.read(name, item))
                                .stream())
                .toList();
    }

    private static Optional<User> current(User read, Written written) {
        return written.item().isEmpty() ? Optional.empty() : Optional.of(UserItem.read(read.name(), written.item()));
    }
}
