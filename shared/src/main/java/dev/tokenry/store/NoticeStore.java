package dev.tokenry.store;

import dev.tokenry.model.NoticeChannel;
import dev.tokenry.model.NoticeMark;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores which notices about tokens were sent, and which run sends them. A mark changes neither the version of a token
 * nor who changed it last. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if the store is
 * unavailable.
 */
public interface NoticeStore {

    /**
     * Starts a run if no other one is in progress.
     *
     * @param runId identifies the run; an attempt that is repeated with the same id has the same result
     * @param until when the run has ended for certain
     */
    NoticeRun start(String runId, Instant now, Instant until);

    /**
     * Ends a run, so that the next one can start. Changes nothing if another run has started since.
     *
     * @param after the position after which the next run continues; null if all tokens were examined
     */
    void finish(String runId, @Nullable IndexPosition after);

    /** Returns the marks of the tokens that have any. The reads are strongly consistent. */
    Map<TokenId, Map<NoticeChannel, NoticeMark>> find(List<TokenId> ids);

    /** Replaces the mark of a token for a channel, if the token exists. */
    void mark(TokenId id, NoticeChannel channel, NoticeMark mark);
}
