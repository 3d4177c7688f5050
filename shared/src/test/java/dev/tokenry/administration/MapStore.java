package dev.tokenry.administration;

import dev.tokenry.store.WriteResult;
import dev.tokenry.store.TokenStore;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store for the tests of this room: a map that can fail, and counts what it is asked. */
public final class MapStore implements TokenStore {

    public final Map<TokenId, Token> tokens = new HashMap<>();
    public final List<Token> insertTries = new ArrayList<>();
    public final List<Token> replaceTries = new ArrayList<>();
    public int finds;
    public int takenIds;

    @Nullable
    public RuntimeException fault;

    public Runnable whileReading = () -> {};
    public Runnable beforeWriting = () -> {};

    public void put(Token token) {
        tokens.put(token.id(), token);
    }

    @Override
    public Optional<Token> find(TokenId id) {
        finds++;
        failIfTold();
        whileReading.run();
        return Optional.ofNullable(tokens.get(id));
    }

    @Override
    public boolean insert(Token token) {
        insertTries.add(token);
        failIfTold();
        if (takenIds > 0) {
            takenIds--;
            return false;
        }
        return tokens.putIfAbsent(token.id(), token) == null;
    }

    @Override
    public WriteResult<Token> replace(Token read, Token next) {
        replaceTries.add(next);
        failIfTold();
        beforeWriting.run();
        Token current = tokens.get(read.id());
        if (current == null) {
            return new WriteResult.NotFound<>();
        }
        if (current.version() != read.version()) {
            return new WriteResult.VersionConflict<>(current);
        }
        put(next.withVersion(read.version() + 1));
        return new WriteResult.Written<>(tokens.get(read.id()));
    }

    @Override
    public WriteResult<Token> delete(Token read) {
        failIfTold();
        beforeWriting.run();
        Token current = tokens.get(read.id());
        if (current == null) {
            return new WriteResult.NotFound<>();
        }
        if (current.version() != read.version()) {
            return new WriteResult.VersionConflict<>(current);
        }
        return new WriteResult.Written<>(tokens.remove(read.id()));
    }

    private void failIfTold() {
        if (fault != null) {
            throw fault;
        }
    }
}
