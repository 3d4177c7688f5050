package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Token;
import java.util.HashSet;
import java.util.Set;

/** An {@link ExchangedTokenStore} in memory, for tests. */
public final class InMemoryExchangedTokenStore implements ExchangedTokenStore {

    private final TokenStore tokens;
    private final Set<String> used = new HashSet<>();

    /** @param tokens the store that the tokens are inserted into */
    public InMemoryExchangedTokenStore(TokenStore tokens) {
        this.tokens = tokens;
    }

    @Override
    public synchronized Outcome insertFirst(Token token, IdTokenUse use, ChangeStamp stamp) {
        if (isUsed(use.digest())) {
            return Outcome.ALREADY_USED;
        }
        Outcome outcome = insert(token, stamp);
        if (outcome == Outcome.INSERTED) {
            used.add(use.digest());
        }
        return outcome;
    }

    @Override
    public synchronized Outcome insert(Token token, ChangeStamp stamp) {
        return tokens.insert(token, stamp) ? Outcome.INSERTED : Outcome.ID_TAKEN;
    }

    @Override
    public synchronized boolean isUsed(String digest) {
        return used.contains(digest);
    }
}
