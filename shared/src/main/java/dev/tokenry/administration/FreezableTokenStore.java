package dev.tokenry.administration;

import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.WriteResult;
import java.util.Optional;

/** Stops the writes of tokens during a {@link ManagementFreeze}, except deleting and disabling. */
record FreezableTokenStore(TokenStore store, ManagementFreeze freeze) implements TokenStore {

    @Override
    public Optional<Token> find(TokenId id) {
        return store.find(id);
    }

    @Override
    public boolean insert(Token token) {
        freeze.requireNotFrozen();
        return store.insert(token);
    }

    @Override
    public WriteResult<Token> replace(Token current, Token updated) {
        if (!updated.equals(current.withSettings(current.settings().withEnabled(false)))) {
            freeze.requireNotFrozen();
        }
        return store.replace(current, updated);
    }

    @Override
    public WriteResult<Token> delete(Token current) {
        return store.delete(current);
    }

    @Override
    public boolean deleteDamaged(TokenId id) {
        return store.deleteDamaged(id);
    }
}
