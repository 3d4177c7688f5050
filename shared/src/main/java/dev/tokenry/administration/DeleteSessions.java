package dev.tokenry.administration;

import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the sessions of the person who calls, the calling one last: a person who has lost a device signs out
 * everywhere. A session that began a moment ago may not be found, because the index is eventually consistent.
 */
public final class DeleteSessions {

    private static final int PAGE_SIZE = 1_000;

    private final TokenStore tokens;
    private final TokenQueryStore tokenQueries;
    private final InstantSource clock;

    public DeleteSessions(TokenStore tokens, TokenQueryStore tokenQueries, InstantSource clock) {
        this.tokens = tokens;
        this.tokenQueries = tokenQueries;
        this.clock = clock;
    }

    /** @throws ApiException.ForbiddenException if the calling token is no session */
    public void execute(TokenActor actor) {
        Principal principal = actor.principal();
        if (!principal.isSession()) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.ACCESS_DENIED, "Only a session of a person who has signed in can delete sessions.");
        }
        TokenPermissions.requireCurrentSecret(principal);
        ChangeStamp stamp = new ChangeStamp(Operation.DELETE_SESSIONS, actor, clock.instant());
        liveSessions(principal, stamp.at()).stream()
                .map(TokenSummary::id)
                .filter(id -> !id.equals(principal.tokenId()))
                .forEach(id -> delete(id, stamp));
        // The last one, so that a request that fails can be repeated.
        delete(principal.tokenId(), stamp);
    }

    private List<TokenSummary> liveSessions(Principal principal, Instant now) {
        TokenFilter filter = new TokenFilter.Exchanged(new TokenFilter.ByOwner(principal.owner(), null));
        List<TokenSummary> sessions = new ArrayList<>();
        @Nullable IndexPosition after = null;
        List<TokenSummary> page;
        do {
            page = tokenQueries.listSummaries(filter, after, PAGE_SIZE);
            sessions.addAll(page);
            after = page.isEmpty() ? null : page.getLast().position();
        } while (page.size() == PAGE_SIZE);
        // The tokens of jobs can have the same owner.
        sessions.removeIf(token -> !token.origin().personal() || token.isExpiredAt(now));
        return sessions;
    }

    private void delete(TokenId id, ChangeStamp stamp) {
        try {
            OptimisticUpdate.TOKEN.<Token, Token>run(
                    () -> tokens.find(id).orElseThrow(ApiException.NotFoundException::new),
                    token -> token,
                    new Precondition.None(),
                    (token, _) -> OptimisticUpdate.toOptional(tokens.delete(token, stamp)));
        } catch (ApiException.NotFoundException e) {
            // It was deleted in the meantime.
        } catch (CorruptRecordException e) {
            // A damaged token is rejected.
        }
    }
}
