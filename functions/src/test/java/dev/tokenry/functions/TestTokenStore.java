package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.DigestStore;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InMemoryIdempotencyStore;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.InsertResult;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.RejectedUseStore;
import dev.tokenry.store.ReplaceResult;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.store.WriteResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** In-memory token store that can be made unavailable, completely or for writes, and that can be inspected. */
public final class TestTokenStore implements TokenStore, TokenQueryStore, LastUseStore, RejectedUseStore, DigestStore {

    private final List<LastUse> lastUses = new CopyOnWriteArrayList<>();
    private volatile RuntimeException lastUseFailure;
    private final InMemoryTokenStore store = new InMemoryTokenStore(() -> this.uniqueNames);
    private final IdempotencyStore keyStore = new InMemoryIdempotencyStore(store);
    private volatile boolean uniqueNames;
    private final Set<TokenId> damaged = ConcurrentHashMap.newKeySet();
    private volatile boolean unavailable;
    private volatile boolean writesUnavailable;
    private volatile TokenId unavailableTokenId;
    private volatile Runnable afterFind = () -> {};
    private volatile Runnable afterListing = () -> {};
    private final AtomicInteger readRows = new AtomicInteger();
    private volatile Runnable beforeReplace = () -> {};
    private volatile Runnable beforeKeyInsert = () -> {};

    public void enforceUniqueNames() {
        uniqueNames = true;
    }

    public void makeUnavailable() {
        unavailable = true;
    }

    /** Makes a single token unreadable. */
    public void makeUnavailable(TokenId id) {
        unavailableTokenId = id;
    }

    public void failWrites() {
        writesUnavailable = true;
    }

    public void failLastUses(RuntimeException failure) {
        lastUseFailure = failure;
    }

    public void makeAvailable() {
        unavailable = false;
        writesUnavailable = false;
    }

    /** Runs an action after each read of a token. */
    public void afterEachFind(Runnable event) {
        afterFind = event;
    }

    /** Runs an action after each index query. */
    public void afterEachListing(Runnable event) {
        afterListing = event;
    }

    /** Returns how many rows of an index were listed or counted since the last call. */
    public int takeRows() {
        return readRows.getAndSet(0);
    }

    /** Runs an action before each replacement or deletion of a token. */
    public void beforeEachReplace(Runnable event) {
        beforeReplace = event;
    }

    /** Runs an action before each insertion with an idempotency key. */
    public void beforeEachInsertWithKey(Runnable event) {
        beforeKeyInsert = event;
    }

    /** Replaces a token as a concurrent request would. */
    public void replaceConcurrently(Token updated) {
        store.replace(get(updated.id()), updated, STAMP);
    }

    /** Damages the record of a token in lists; its row in the index stays as it is. */
    public void damage(TokenId id) {
        damaged.add(id);
    }

    public List<Token> all() {
        TokenFilter all = new TokenFilter.All();
        List<TokenId> ids = Stream.of(all, new TokenFilter.Exchanged(all))
                .flatMap(filter -> store.listSummaries(filter, null, 1_000_000).stream())
                .map(TokenSummary::id)
                .toList();
        return store.findAll(ids, _ -> {});
    }

    public Token get(TokenId id) {
        return store.find(id).orElseThrow();
    }

    /** Returns the last uses of all update attempts, including failed ones. */
    public List<LastUse> lastUses() {
        return List.copyOf(lastUses);
    }

    /** Returns the text of all items, with digests in every encoding in which a secret could be searched. */
    public String dump() {
        StringBuilder dump = new StringBuilder();
        for (Token token : all()) {
            dump.append(token).append('\n');
            dump(token.secrets().current(), dump);
            SecretDigests.PreviousDigest previous = token.secrets().previous();
            if (previous != null) {
                dump(previous.digest(), dump);
            }
        }
        return dump.toString();
    }

    private static void dump(SecretDigest digest, StringBuilder dump) {
        byte[] bytes = digest.toByteArray();
        dump.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
        dump.append(HexFormat.of().formatHex(bytes)).append('\n');
        dump.append(Base64.getEncoder().encodeToString(bytes)).append('\n');
    }

    @Override
    public Optional<Token> find(TokenId id) {
        failIf(unavailable || id.equals(unavailableTokenId));
        Optional<Token> found = store.find(id);
        afterFind.run();
        return found;
    }

    @Override
    public boolean insert(Token token, ChangeStamp stamp) {
        failIf(unavailable || writesUnavailable);
        return store.insert(token, stamp);
    }

    @Override
    public List<TokenSummary> listSummaries(TokenFilter range, IndexPosition after, int limit) {
        failIf(unavailable);
        List<TokenSummary> rows = store.listSummaries(range, after, limit);
        readRows.addAndGet(rows.size());
        afterListing.run();
        return rows;
    }

    @Override
    public Map<TokenId, Instant> findLastUses(List<TokenId> ids) {
        failIf(unavailable);
        return store.findLastUses(ids);
    }

    @Override
    public Map<TokenId, LastUse> findScopeUses(List<TokenSummary> tokens) {
        failIf(unavailable);
        return store.findScopeUses(tokens);
    }

    @Override
    public ScopeUse findScopeUse(Token token) {
        failIf(unavailable);
        return store.findScopeUse(token);
    }

    @Override
    public List<Token> findAll(List<TokenId> ids, Consumer<TokenId> onDamaged) {
        failIf(unavailable);
        ids.stream().filter(damaged::contains).forEach(onDamaged);
        return store.findAll(ids.stream().filter(id -> !damaged.contains(id)).toList(), onDamaged);
    }

    @Override
    public int count(TokenFilter filter, IndexPosition after, int limit) {
        failIf(unavailable);
        int count = store.count(filter, after, limit);
        readRows.addAndGet(count);
        return count;
    }

    @Override
    public WriteResult<Token> replace(Token current, Token updated, ChangeStamp stamp) {
        failIf(unavailable || writesUnavailable);
        beforeReplace.run();
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<Token> delete(Token current, ChangeStamp stamp) {
        failIf(unavailable || writesUnavailable);
        beforeReplace.run();
        return store.delete(current, stamp);
    }

    void requireReadable() {
        failIf(unavailable);
    }

    void requireWritable() {
        failIf(unavailable || writesUnavailable);
    }

    @Override
    public boolean deleteDamaged(TokenId id, ChangeStamp stamp) {
        return store.deleteDamaged(id, stamp);
    }

    @Override
    public boolean addScopeUse(Token token, ScopeUse use) {
        failIf(unavailable || writesUnavailable);
        return store.addScopeUse(token, use);
    }

    @Override
    public boolean replaceLastUse(Token token, SecretGeneration secret, LastUse use, Duration interval) {
        lastUses.add(use);
        failIf(unavailable || writesUnavailable);
        if (lastUseFailure != null) {
            throw lastUseFailure;
        }
        return store.replaceLastUse(token, secret, use, interval);
    }

    @Override
    public boolean replaceRejectedUse(Token token, RejectedUse use, Duration interval) {
        failIf(unavailable || writesUnavailable);
        return store.replaceRejectedUse(token, use, interval);
    }

    @Override
    public boolean replaceRetiredUse(Token token, RetiredUse use, Duration interval) {
        failIf(unavailable || writesUnavailable);
        return store.replaceRetiredUse(token, use, interval);
    }

    @Override
    public boolean replaceDigest(TokenId id, SecretGeneration secret, SecretDigest current, SecretDigest updated) {
        failIf(unavailable || writesUnavailable);
        return store.replaceDigest(id, secret, current, updated);
    }

    /** Returns the store for idempotency keys, which is unavailable together with this store. */
    IdempotencyStore idempotencyStore() {
        return new IdempotencyStore() {
            @Override
            public Optional<IdempotencyRecord> find(String caller, IdempotencyKey key, Instant now) {
                failIf(unavailable);
                return keyStore.find(caller, key, now);
            }

            @Override
            public InsertResult insert(Token token, IdempotencyRecord claim, Instant now, ChangeStamp stamp) {
                failIf(unavailable || writesUnavailable);
                beforeKeyInsert.run();
                return keyStore.insert(token, claim, now, stamp);
            }

            @Override
            public ReplaceResult replace(
                    Token current, Token updated, IdempotencyRecord record, Instant now, ChangeStamp stamp) {
                failIf(unavailable || writesUnavailable);
                return keyStore.replace(current, updated, record, now, stamp);
            }
        };
    }

    private static void failIf(boolean condition) {
        if (condition) {
            throw new ServiceUnavailableException("The test table is unavailable");
        }
    }
}
