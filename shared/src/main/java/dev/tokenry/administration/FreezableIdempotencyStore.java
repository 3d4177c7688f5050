package dev.tokenry.administration;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InsertResult;
import dev.tokenry.store.ReplaceResult;
import java.time.Instant;
import java.util.Optional;

/** Stops the writes of tokens with idempotency records during a {@link ManagementFreeze}. */
record FreezableIdempotencyStore(IdempotencyStore store, ManagementFreeze freeze) implements IdempotencyStore {

    @Override
    public Optional<IdempotencyRecord> find(String caller, IdempotencyKey key, Instant now) {
        return store.find(caller, key, now);
    }

    @Override
    public InsertResult insert(Token token, IdempotencyRecord record, Instant now, ChangeStamp stamp) {
        freeze.requireNotFrozen();
        return store.insert(token, record, now, stamp);
    }

    @Override
    public ReplaceResult replace(
            Token current, Token updated, IdempotencyRecord record, Instant now, ChangeStamp stamp) {
        freeze.requireNotFrozen();
        return store.replace(current, updated, record, now, stamp);
    }
}
