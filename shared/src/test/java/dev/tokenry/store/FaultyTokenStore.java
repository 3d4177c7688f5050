package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An {@link InMemoryTokenStore} that counts calls, fails on request and runs other writes in between. */
public final class FaultyTokenStore implements TokenStore, LastUseStore, RejectedUseStore {

    public final List<Token> insertAttempts = new ArrayList<>();
    public final List<Token> replaceAttempts = new ArrayList<>();

    /** The number of calls of {@link #find}. */
    public int finds;

    /** The number of following inserts that report their id as taken. */
    public int takenIds;

    /** Thrown by every call of the store unless null. */
    @Nullable
    public RuntimeException fault;

    /** Runs during each call of {@link #find}. */
    public Runnable onFind = () -> {};

    /** Runs before each replacement and deletion. */
    public Runnable beforeWrite = () -> {};

    private final InMemoryTokenStore store = new InMemoryTokenStore();

    /** Stores a token unchanged; the call is not counted and never fails. */
    public void put(Token token) {
        store.put(token);
    }

    /** Returns the lists of the stored tokens; the calls are not counted and never fail. */
    public TokenQueryStore queries() {
        return store;
    }

    /** Removes all tokens. */
    public void clear() {
        store.clear();
    }

    public List<Token> all() {
        return store.all();
    }

    /** Returns a stored token; the call is not counted and never fails. */
    public Token get(TokenId id) {
        return store.find(id).orElseThrow();
    }

    @Override
    public Optional<Token> find(TokenId id) {
        finds++;
        throwFault();
        onFind.run();
        return store.find(id);
    }

    @Override
    public boolean insert(Token token, ChangeStamp stamp) {
        insertAttempts.add(token);
        throwFault();
        if (takenIds > 0) {
            takenIds--;
            return false;
        }
        return store.insert(token, stamp);
    }

    @Override
    public WriteResult<Token> replace(Token current, Token updated, ChangeStamp stamp) {
        replaceAttempts.add(updated);
        throwFault();
        beforeWrite.run();
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<Token> delete(Token current, ChangeStamp stamp) {
        throwFault();
        beforeWrite.run();
        return store.delete(current, stamp);
    }

    @Override
    public boolean addScopeUse(Token token, ScopeUse use) {
        throwFault();
        return store.addScopeUse(token, use);
    }

    @Override
    public boolean replaceLastUse(Token token, SecretGeneration generation, LastUse lastUse, Duration interval) {
        throwFault();
        return store.replaceLastUse(token, generation, lastUse, interval);
    }

    @Override
    public boolean replaceRejectedUse(Token token, RejectedUse use, Duration interval) {
        throwFault();
        return store.replaceRejectedUse(token, use, interval);
    }

    @Override
    public boolean replaceRetiredUse(Token token, RetiredUse use, Duration interval) {
        throwFault();
        return store.replaceRetiredUse(token, use, interval);
    }

    @Override
    public boolean deleteDamaged(TokenId id, ChangeStamp stamp) {
        return store.deleteDamaged(id, stamp);
    }

    private void throwFault() {
        if (fault != null) {
            throw fault;
        }
    }
}
