package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An {@link IdempotencyStore} in memory, for tests. */
public final class InMemoryIdempotencyStore implements IdempotencyStore {

    private final TokenStore tokens;
    private final Map<String, IdempotencyRecord> records = new HashMap<>();

    /** @param tokens the store that the tokens are inserted into */
    public InMemoryIdempotencyStore(TokenStore tokens) {
        this.tokens = tokens;
    }

    @Override
    public synchronized Optional<IdempotencyRecord> find(String caller, IdempotencyKey key, Instant now) {
        return Optional.ofNullable(records.get(caller + "#" + key.value())).filter(record -> record.isValidAt(now));
    }

    @Override
    public synchronized InsertResult insert(Token token, IdempotencyRecord record, Instant now, ChangeStamp stamp) {
        Optional<IdempotencyRecord> existing = find(record, now);
        if (existing.isPresent()) {
            return new InsertResult.KeyInUse(existing.get());
        }
        if (!tokens.insert(token, stamp)) {
            return new InsertResult.IdTaken();
        }
        records.put(record.caller() + "#" + record.key().value(), record);
        return new InsertResult.Inserted();
    }

    @Override
    public synchronized ReplaceResult replace(
            Token current, Token updated, IdempotencyRecord record, Instant now, ChangeStamp stamp) {
        // The other write may come during this one: the real store checks both conditions at once.
        WriteResult<Token> result = find(record, now).isPresent()
                ? new WriteResult.VersionConflict<>(current)
                : tokens.replace(current, updated, stamp);
        if (result instanceof WriteResult.Written) {
            records.put(record.caller() + "#" + record.key().value(), record);
            return new ReplaceResult.Decided(result);
        }
        return find(record, now)
                .<ReplaceResult>map(ReplaceResult.KeyInUse::new)
                .orElseGet(() -> new ReplaceResult.Decided(result));
    }

    private Optional<IdempotencyRecord> find(IdempotencyRecord record, Instant now) {
        return find(record.caller(), record.key(), now);
    }
}
