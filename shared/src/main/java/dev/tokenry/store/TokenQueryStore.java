package dev.tokenry.store;

import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lists of tokens are made from. Rows, counts and last uses may lag behind writes by moments; tokens do not. Every
 * method throws {@link dev.tokenry.error.ServiceUnavailableException} when the store is away, or a record cannot be believed.
 */
public interface TokenQueryStore {

    /**
     * The rows of a range, newest first: {@code limit} of them, or fewer where the range ends.
     *
     * @param after where to go on, or null to begin with the newest; a row need not be there
     */
    List<TokenSummary> listSummaries(TokenFilter filter, @Nullable CreationSortKey after, int limit);

    /** How many tokens are in a range, counted up to {@code most}. */
    int count(TokenFilter filter, int limit);

    /** When those of these tokens that were ever used were last used. */
    Map<TokenId, Instant> findLastUses(List<TokenId> ids);

    /** Those of these tokens that are there now, in the order of their ids here. */
    List<Token> findAll(List<TokenId> ids);
}
