package dev.tokenry.functions;

import dev.tokenry.store.CreationSortKey;
import dev.tokenry.store.DigestStore;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InMemoryIdempotencyStore;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.InsertResult;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.WriteResult;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.store.TokenStore;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.error.ServiceUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tokens in memory that can go away, wholly or for writes, and can be looked through. */
public final class TestTokens implements TokenStore, TokenQueryStore, LastUseStore, DigestStore {

    private final List<LastUse> lastUses = new CopyOnWriteArrayList<>();
    private volatile RuntimeException lastUseFailure;
    private final InMemoryTokenStore kept = new InMemoryTokenStore(() -> this.uniqueNames);
    private final IdempotencyStore keptKeys = new InMemoryIdempotencyStore(kept);
    private volatile boolean uniqueNames;
    private volatile boolean away;
    private volatile boolean writesAway;
    private volatile TokenId awayAlone;
    private volatile Runnable afterFind = () -> {};
    private volatile Runnable afterRows = () -> {};
    private volatile Runnable beforeReplace = () -> {};
    private volatile Runnable beforeKeyInsert = () -> {};

    public void namesAreUnique() {
        uniqueNames = true;
    }

    public void goAway() {
        away = true;
    }

    /** One token cannot be read; the others can. */
    public void goAway(TokenId id) {
        awayAlone = id;
    }

    public void refuseWrites() {
        writesAway = true;
    }

    public void failLastUses(RuntimeException failure) {
        lastUseFailure = failure;
    }

    public void comeBack() {
        away = false;
        writesAway = false;
    }

    /** Lets something happen between a read and what follows from it. */
    public void afterEachFind(Runnable event) {
        afterFind = event;
    }

    /** Lets something happen between a look at an index and what follows from it. */
    public void afterEachRows(Runnable event) {
        afterRows = event;
    }

    /** Lets something happen before each write. */
    public void beforeEachReplace(Runnable event) {
        beforeReplace = event;
    }

    /** Lets something happen before each write that a key goes with. */
    public void beforeEachInsertWithKey(Runnable event) {
        beforeKeyInsert = event;
    }

    /** What another function did. */
    public void changeBehindTheBack(Token next) {
        kept.replace(get(next.id()), next);
    }

    public List<Token> all() {
        return kept.findAll(kept.listSummaries(new TokenFilter.All(), null, 1_000_000).stream()
                .map(TokenSummary::id)
                .toList());
    }

    public Token get(TokenId id) {
        return kept.find(id).orElseThrow();
    }

    /** Every last use that was to be kept, whether or not it was. */
    public List<LastUse> lastUses() {
        return List.copyOf(lastUses);
    }

    /** All that is kept, digests included, in every spelling that a secret might be found in. */
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
        requireThere(away || id.equals(awayAlone));
        Optional<Token> found = kept.find(id);
        afterFind.run();
        return found;
    }

    @Override
    public boolean insert(Token token) {
        requireThere(away || writesAway);
        return kept.insert(token);
    }

    @Override
    public List<TokenSummary> listSummaries(TokenFilter range, CreationSortKey after, int limit) {
        requireThere(away);
        List<TokenSummary> rows = kept.listSummaries(range, after, limit);
        afterRows.run();
        return rows;
    }

    @Override
    public Map<TokenId, Instant> findLastUses(List<TokenId> ids) {
        requireThere(away);
        return kept.findLastUses(ids);
    }

    @Override
    public List<Token> findAll(List<TokenId> ids) {
        requireThere(away);
        return kept.findAll(ids);
    }

    @Override
    public int count(TokenFilter range, int most) {
        requireThere(away);
        return kept.count(range, most);
    }

    @Override
    public WriteResult replace(Token read, Token next) {
        requireThere(away || writesAway);
        beforeReplace.run();
        return kept.replace(read, next);
    }

    @Override
    public WriteResult delete(Token read) {
        requireThere(away || writesAway);
        beforeReplace.run();
        return kept.delete(read);
    }

    void requireReadable() {
        requireThere(away);
    }

    void requireWritable() {
        requireThere(away || writesAway);
    }

    @Override
    public boolean replaceLastUse(TokenId id, LastUse use, Duration interval) {
        lastUses.add(use);
        requireThere(away || writesAway);
        if (lastUseFailure != null) {
            throw lastUseFailure;
        }
        return kept.replaceLastUse(id, use, interval);
    }

    @Override
    public boolean replaceDigest(TokenId id, SecretGeneration secret, SecretDigest read, SecretDigest next) {
        requireThere(away || writesAway);
        return kept.replaceDigest(id, secret, read, next);
    }

    /** The keys beside these tokens: away when they are. */
    IdempotencyStore keys() {
        return new IdempotencyStore() {
            @Override
            public Optional<IdempotencyRecord> find(TokenId caller, IdempotencyKey key) {
                requireThere(away);
                return keptKeys.find(caller, key);
            }

            @Override
            public InsertResult insert(Token token, IdempotencyRecord claim, Instant now) {
                requireThere(away || writesAway);
                beforeKeyInsert.run();
                return keptKeys.insert(token, claim, now);
            }
        };
    }

    private static void requireThere(boolean gone) {
        if (gone) {
            throw new ServiceUnavailableException("The test's table is away");
        }
    }
}
