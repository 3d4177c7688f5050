package dev.tokenry.store.dynamodb;

import dev.tokenry.exchange.keys.FetchedKeySet;
import dev.tokenry.exchange.keys.IssuerKeys;
import dev.tokenry.exchange.keys.KeySetState;
import dev.tokenry.exchange.keys.KeySetWriter;
import dev.tokenry.exchange.keys.ProviderEndpoints;
import dev.tokenry.model.RecordSealer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Converts the key sets of issuers to items and back. The seal covers the keys, the endpoints and the time at which
 * they were fetched, but not the time of the next fetch, which is claimed apart. The time to live removes what is no
 * longer used.
 */
final class KeySetItem {

    /** Token ids do not contain {@code #}, so the keys of key sets and tokens differ. */
    static final String KEY_PREFIX = "keys#";

    private static final String ISSUER = "issuer";
    private static final String KEYS = "keys";
    private static final String FETCHED_AT = "fetchedAt";
    private static final String AUTHORIZATION_ENDPOINT = "authorizationEndpoint";
    private static final String TOKEN_ENDPOINT = "tokenEndpoint";
    private static final String END_SESSION_ENDPOINT = "endSessionEndpoint";
    private static final String NEXT_FETCH_AT = "nextFetchAt";
    private static final String CLAIMED_BY = "claimedBy";

    private static final long CURRENT_RECORD_VERSION = 1;

    /** Longer than keys are used: {@link KeySetState#MAX_AGE}. */
    private static final Duration RETENTION = KeySetState.MAX_AGE.multipliedBy(2);

    private KeySetItem() {}

    /** Names of records do not contain {@code #}. */
    static String key(IssuerKeys.Published issuer) {
        return KEY_PREFIX + issuer.name() + "#" + issuer.id();
    }

    static ItemSeal seal(RecordSealer sealer) {
        return new ItemSeal(sealer, Set.of(NEXT_FETCH_AT, CLAIMED_BY, Tombstone.PURGE_AT));
    }

    /** Returns the attributes of a claim. */
    static ItemBuilder claim(IssuerKeys.Published issuer, Instant nextFetchAt, String nonce) {
        return identity(issuer)
                .instant(NEXT_FETCH_AT, nextFetchAt)
                .string(CLAIMED_BY, nonce)
                .number(Tombstone.PURGE_AT, Tombstone.purgeAt(nextFetchAt, RETENTION));
    }

    /**
     * Requires that no fetch is claimed at the time, or that the claim is this one: its response may have been lost.
     */
    static WriteCondition claimable(Instant now, String nonce) {
        return new WriteCondition(
                "attribute_not_exists(#storedClaim) OR #storedClaim <= :now OR #storedNonce = :ownNonce",
                Map.of("#storedClaim", NEXT_FETCH_AT, "#storedNonce", CLAIMED_BY),
                Map.of(":now", millis(now), ":ownNonce", Attribute.fromS(nonce)));
    }

    /** Returns the attributes of a fetched key set, and their seal. */
    static ItemBuilder fetched(IssuerKeys.Published issuer, FetchedKeySet fetched, ItemSeal seal) {
        ItemBuilder item = identity(issuer)
                .string(KEYS, KeySetWriter.write(fetched.keys()))
                .string(AUTHORIZATION_ENDPOINT, fetched.endpoints().authorization())
                .string(TOKEN_ENDPOINT, fetched.endpoints().token())
                .string(END_SESSION_ENDPOINT, fetched.endpoints().endSession())
                .instant(FETCHED_AT, fetched.fetchedAt());
        return seal.seal(key(issuer), item)
                .number(Tombstone.PURGE_AT, Tombstone.purgeAt(fetched.fetchedAt(), RETENTION));
    }

    /** Requires that no later key set is stored. */
    static WriteCondition notFetchedAfter(Instant fetchedAt) {
        return new WriteCondition(
                "attribute_not_exists(#storedFetch) OR #storedFetch <= :fetch",
                Map.of("#storedFetch", FETCHED_AT),
                Map.of(":fetch", millis(fetchedAt)));
    }

    private static ItemBuilder identity(IssuerKeys.Published issuer) {
        return new ItemBuilder()
                .string(ISSUER, issuer.issuer())
                .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION);
    }

    /**
     * Returns the state that an item stores, whose seal fits if it has keys. Keys that are too old to be used are left
     * out: the pepper of their seal may be dropped already.
     */
    static KeySetState fromItem(
            IssuerKeys.Published issuer, Map<String, Attribute> attributes, ItemSeal seal, Instant now) {
        ItemReader item = new ItemReader(key(issuer), attributes);
        item.require(DynamoTable.KEY, key(issuer));
        item.requireVersion(CURRENT_RECORD_VERSION);
        item.require(ISSUER, issuer.issuer());
        return new KeySetState(
                fetched(key(issuer), item, attributes, seal, now),
                item.has(NEXT_FETCH_AT) ? item.instant(NEXT_FETCH_AT) : Instant.EPOCH);
    }

    private static Optional<FetchedKeySet> fetched(
            String key, ItemReader item, Map<String, Attribute> attributes, ItemSeal seal, Instant now) {
        if (item.hasNone(KEYS, FETCHED_AT)) {
            return Optional.empty();
        }
        Instant fetchedAt = item.instant(FETCHED_AT);
        if (fetchedAt.plus(KeySetState.MAX_AGE).isBefore(now)) {
            return Optional.empty();
        }
        seal.require(key, attributes);
        return Optional.of(new FetchedKeySet(IssuerItem.keySet(item, KEYS), endpoints(item), fetchedAt));
    }

    private static ProviderEndpoints endpoints(ItemReader item) {
        return new ProviderEndpoints(
                item.stringOrNull(AUTHORIZATION_ENDPOINT),
                item.stringOrNull(TOKEN_ENDPOINT),
                item.stringOrNull(END_SESSION_ENDPOINT));
    }

    private static Attribute millis(Instant time) {
        return Attribute.fromN(Long.toString(time.toEpochMilli()));
    }
}
