package dev.tokenry.administration;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.WriteResult;
import java.util.Optional;

/** Stops the writes of tokens during a {@link ManagementFreeze}, except deleting, disabling and revoking. */
record FreezableTokenStore(TokenStore store, ManagementFreeze freeze) implements TokenStore {

    @Override
    public Optional<Token> find(TokenId id) {
        return store.find(id);
    }

    @Override
    public boolean insert(Token token, ChangeStamp stamp) {
        freeze.requireNotFrozen();
        return store.insert(token, stamp);
    }

    @Override
    public WriteResult<Token> replace(Token current, Token updated, ChangeStamp stamp) {
        boolean disables =
                updated.equals(current.withSettings(current.settings().withEnabled(false)));
        // The end of a secret that leaked is none, and takes access away as well.
        if (!disables && stamp.operation() != Operation.REVOKE_TOKENS) {
            freeze.requireNotFrozen();
        }
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<Token> delete(Token current, ChangeStamp stamp) {
        return store.delete(current, stamp);
    }

    @Override
    public boolean deleteDamaged(TokenId id, ChangeStamp stamp) {
        return store.deleteDamaged(id, stamp);
    }
}
