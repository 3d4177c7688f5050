package dev.tokenry.store;

import dev.tokenry.store.DynamoTable.Written;
import dev.tokenry.token.Token;
import dev.tokenry.token.TokenId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tokens in DynamoDB, one item each. A deleted token leaves a tombstone under its id until the retention is over, as an
 * expired one stays for that long.
 */
public final class DynamoTokenStore implements TokenStore {

    private final DynamoTable table;
    private final Duration retention;
    private final InstantSource clock;

    public DynamoTokenStore(
            DynamoDbClient dynamo, String table, Duration retention, InstantSource clock, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public Optional<Token> find(TokenId id) {
        return table.find(id.value()).flatMap(item -> TokenItem.read(id, item));
    }

    @Override
    public boolean insert(Token token) {
        return table.insert(token.id().value(), TokenItem.whole(token, retention))
                .done();
    }

    @Override
    public TokenPage listNewestFirst(TokenRange range, @Nullable String after, int limit) {
        TokenRows rows = new TokenRows(table, range, after == null ? null : CreatedKey.fromCursor(after));
        List<Token> tokens = new ArrayList<>();
        CreatedKey last = null;
        for (List<CreatedKey> some = rows.take(limit); !some.isEmpty(); some = rows.take(limit - tokens.size())) {
            tokensBehind(some).filter(range::holds).forEach(tokens::add);
            last = some.getLast();
        }
        return new TokenPage(tokens, last != null && rows.hasMore() ? last.asText() : null);
    }

    @Override
    public int count(TokenRange range, int most) {
        return new TokenRows(table, range, null).count(most);
    }

    @Override
    public Replacement replace(Token read, Token next) {
        Attributes change = TokenItem.changeable(next.withVersion(read.version() + 1), retention);
        Written written = table.update(read.id().value(), change, TokenItem.unchangedSince(read));
        return current(read.id(), written)
                .map(now -> written.done() ? new Replacement.Done(now) : new Replacement.Outdated(now))
                .orElseGet(Replacement.Gone::new);
    }

    @Override
    public Replacement delete(Token read) {
        Attributes change = TokenItem.tombstone(read, clock.instant(), retention);
        Written written = table.update(read.id().value(), change, TokenItem.unchangedSince(read));
        if (written.done()) {
            return new Replacement.Done(read);
        }
        return current(read.id(), written)
                .<Replacement>map(Replacement.Outdated::new)
                .orElseGet(Replacement.Gone::new);
    }

    private static Optional<Token> current(TokenId id, Written written) {
        return written.item().isEmpty() ? Optional.empty() : TokenItem.read(id, written.item());
    }

    /** In the order of the rows; those that are gone are left out. */
    private Stream<Token> tokensBehind(List<CreatedKey> rows) {
        Map<String, Map<String, AttributeValue>> items =
                table.findAll(rows.stream().map(row -> row.id().value()).toList()).stream()
                        .collect(Collectors.toMap(DynamoTable::keyIn, Function.identity()));
        return rows.stream()
                .map(CreatedKey::id)
                .flatMap(id ->
                        Optional.ofNullable(items.get(id.value())).flatMap(item -> TokenItem.read(id, item)).stream());
    }
}
