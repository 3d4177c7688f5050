package dev.tokenry.store;

import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
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
    public synchronized Optional<IdempotencyRecord> find(TokenId callerTokenId, IdempotencyKey key) {
        return Optional.ofNullable(records.get(callerTokenId + "#" + key.value()));
    }

    @Override
    public synchronized InsertResult insert(Token token, IdempotencyRecord record, Instant now) {
        Optional<IdempotencyRecord> existing =
                find(record.callerTokenId(), record.key()).filter(existingRecord -> existingRecord.isValidAt(now));
        if (existing.isPresent()) {
            return new InsertResult.KeyInUse(existing.get());
        }
        if (!tokens.insert(token)) {
            return new InsertResult.IdTaken();
        }
        records.put(record.callerTokenId() + "#" + record.key().value(), record);
        return new InsertResult.Inserted();
    }
}
