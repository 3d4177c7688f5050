package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Lists of tokens in DynamoDB: summaries and counts come from the indexes, last uses and tokens from the table. */
public final class DynamoTokenQueryStore implements TokenQueryStore {

    /** A page with more items could exceed the attempt timeout of the client. */
    private static final int MAX_ITEMS_PER_QUERY = 1_000;

    private final DynamoTable table;

    public DynamoTokenQueryStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public List<TokenSummary> listSummaries(TokenFilter filter, @Nullable IndexPosition after, int limit) {
        TokenIndexQuery index = TokenIndexQuery.of(filter);
        return table.queries()
                .queryRows(
                        limit,
                        remaining -> index.query(after, Math.min(remaining, MAX_ITEMS_PER_QUERY)),
                        TokenIndexRow::summaryFromItem);
    }

    @Override
    public int count(TokenFilter filter, @Nullable IndexPosition after, int limit) {
        TokenIndexQuery index = TokenIndexQuery.of(filter);
        return table.queries()
                .countRows(
                        limit,
                        remaining -> index.query(after, Math.min(remaining, MAX_ITEMS_PER_QUERY))
                                .select(Select.COUNT));
    }

    @Override
    public Map<TokenId, Instant> findLastUses(List<TokenId> ids) {
        Map<TokenId, Instant> lastUses = new HashMap<>();
        Map<String, Map<String, Attribute>> items = table.batchGet(keys(ids), TokenIndexRow.LAST_USE_PROJECTION);
        for (TokenId id : ids) {
            Optional.ofNullable(items.get(id.value()))
                    .flatMap(TokenIndexRow::lastUseFromItem)
                    .ifPresent(at -> lastUses.put(id, at));
        }
        return lastUses;
    }

    @Override
    public Map<TokenId, LastUse> findScopeUses(List<TokenSummary> tokens) {
        Map<String, Map<String, Attribute>> items = table.batchGet(
                tokens.stream().map(token -> token.id().value()).toList(), TokenIndexRow.SCOPE_USE_PROJECTION);
        List<String> keysApart = tokens.stream()
                .filter(token -> ScopeUse.isKeptApart(token.scopes()))
                .map(token -> ScopeUseItem.key(token.id()))
                .toList();
        Map<String, Map<String, Attribute>> apart = keysApart.isEmpty() ? Map.of() : table.batchGet(keysApart, null);
        Map<TokenId, LastUse> lastUses = new HashMap<>();
        for (TokenSummary token : tokens) {
            Map<String, Attribute> item = items.getOrDefault(token.id().value(), Map.of());
            TokenIndexRow.scopeUseFromItem(item)
                    .map(use -> ScopeUse.isKeptApart(token.scopes())
                            ? use.withScopeUse(
                                    ScopeUseItem.fromItem(apart.getOrDefault(ScopeUseItem.key(token.id()), Map.of())))
                            : use)
                    .ifPresent(use -> lastUses.put(token.id(), use));
        }
        return lastUses;
    }

    @Override
    public ScopeUse findScopeUse(Token token) {
        if (ScopeUse.isKeptApart(token.settings().scopes())) {
            return ScopeUseItem.fromItem(
                    table.getItem(ScopeUseItem.key(token.id())).orElse(Map.of()));
        }
        LastUse lastUse = token.lastUse();
        return lastUse == null ? ScopeUse.UNKNOWN : lastUse.scopeUse();
    }

    @Override
    public List<Token> findAll(List<TokenId> ids, Consumer<TokenId> onDamaged) {
        Map<String, Map<String, Attribute>> items = table.batchGet(keys(ids), null);
        return ids.stream()
                .flatMap(id ->
                        Optional.ofNullable(items.get(id.value())).flatMap(item -> read(id, item, onDamaged)).stream())
                .toList();
    }

    private static Optional<Token> read(TokenId id, Map<String, Attribute> item, Consumer<TokenId> onDamaged) {
        try {
            return TokenItem.fromItem(id, item);
        } catch (CorruptRecordException e) {
            onDamaged.accept(id);
            return Optional.empty();
        }
    }

    private static List<String> keys(List<TokenId> ids) {
        return ids.stream().map(TokenId::value).toList();
    }
}
