package dev.tokenry.store.dynamodb;

import dev.tokenry.exchange.keys.FetchedKeySet;
import dev.tokenry.exchange.keys.IssuerKeys;
import dev.tokenry.exchange.keys.KeySetState;
import dev.tokenry.exchange.keys.KeySetStore;
import dev.tokenry.model.RecordSealer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Stores the key sets of issuers in DynamoDB, one item each, in the table of the tokens. No index contains them. */
public final class DynamoKeySetStore implements KeySetStore {

    private final DynamoTable table;
    private final ItemSeal seal;
    private final InstantSource clock;
    private final RandomGenerator random;

    public DynamoKeySetStore(DynamoTable table, RecordSealer sealer, InstantSource clock, RandomGenerator random) {
        this.table = table;
        this.seal = KeySetItem.seal(sealer);
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Optional<KeySetState> find(IssuerKeys.Published issuer) {
        return table.getItem(KeySetItem.key(issuer))
                .map(item -> KeySetItem.fromItem(issuer, item, seal, clock.instant()));
    }

    @Override
    public boolean claimFetch(IssuerKeys.Published issuer, Instant now, Instant nextFetchAt) {
        String nonce = Nonces.random(random);
        return table.updateIdempotent(
                KeySetItem.key(issuer),
                KeySetItem.claim(issuer, nextFetchAt, nonce).update(KeySetItem.claimable(now, nonce)));
    }

    @Override
    public void replaceKeys(IssuerKeys.Published issuer, FetchedKeySet fetched) {
        table.updateIdempotent(
                KeySetItem.key(issuer),
                KeySetItem.fetched(issuer, fetched, seal).update(KeySetItem.notFetchedAfter(fetched.fetchedAt())));
    }
}
