package dev.tokenry.store;

import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Claims on idempotency keys in memory, for tests: keeps every promise of an {@link IdempotencyStore}. */
public final class InMemoryIdempotencyStore implements IdempotencyStore {

    private final TokenStore tokens;
    private final Map<String, IdempotencyClaim> kept = new HashMap<>();

    /** Beside these tokens. */
    public InMemoryIdempotencyStore(TokenStore tokens) {
        this.tokens = tokens;
    }

    @Override
    public synchronized Optional<IdempotencyClaim> find(TokenId caller, IdempotencyKey key) {
        return Optional.ofNullable(kept.get(caller + "#" + key.value()));
    }

    @Override
    public synchronized Insertion insert(Token token, IdempotencyClaim claim, Instant now) {
        Optional<IdempotencyClaim> earlier = find(claim.caller(), claim.key()).filter(it -> it.isLiveAt(now));
        if (earlier.isPresent()) {
            return new Insertion.Claimed(earlier.get());
        }
        if (!tokens.insert(token)) {
            return new Insertion.IdUsed();
        }
        kept.put(claim.caller() + "#" + claim.key().value(), claim);
        return new Insertion.Done();
    }
}
