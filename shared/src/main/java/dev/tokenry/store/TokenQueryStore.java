package dev.tokenry.store;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The read side of tokens for lists. Summaries, counts and last uses are eventually consistent; tokens are strongly
 * consistent. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if the store is unavailable.
 */
public interface TokenQueryStore {

    /**
     * Returns summaries of the tokens that a filter selects, newest first.
     *
     * @param after the position after which the list starts, or null to start with the newest token; a token need not
     *     exist there
     * @param limit the maximum number of summaries; fewer are returned only at the end of the list
     */
    List<TokenSummary> listSummaries(TokenFilter filter, @Nullable IndexPosition after, int limit);

    /**
     * Returns how many tokens a filter selects, at most {@code limit}.
     *
     * @param after the position after which tokens are counted, or null to count all
     */
    int count(TokenFilter filter, @Nullable IndexPosition after, int limit);

    /** Returns the times of the last use; tokens that were never used or do not exist are absent. */
    Map<TokenId, Instant> findLastUses(List<TokenId> ids);

    /**
     * Returns the last uses with all that is known of scopes; tokens that were never used or do not exist are absent.
     */
    Map<TokenId, LastUse> findScopeUses(List<TokenSummary> tokens);

    /** Returns all that is known of the use of the scopes of a token that was just read. */
    ScopeUse findScopeUse(Token token);

    /**
     * Returns the tokens that exist, in the order of the given ids, without those whose record is damaged.
     *
     * @param onDamaged receives the ids of the tokens whose record is damaged
     */
    List<Token> findAll(List<TokenId> ids, Consumer<TokenId> onDamaged);
}
