package dev.tokenry.store;

import dev.tokenry.model.NoticeChannel;
import dev.tokenry.model.NoticeMark;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Marks in memory, for the tokens of a store. */
public final class InMemoryNoticeStore implements NoticeStore {

    private final TokenFinder tokens;
    private final Map<TokenId, Map<NoticeChannel, NoticeMark>> marks = new HashMap<>();
    private String runId;
    private Instant runUntil;
    private IndexPosition next;

    public InMemoryNoticeStore(TokenFinder tokens) {
        this.tokens = tokens;
    }

    @Override
    public synchronized NoticeRun start(String id, Instant now, Instant until) {
        if (runUntil != null && !runUntil.isBefore(now) && !id.equals(runId)) {
            return new NoticeRun.InProgress(runUntil);
        }
        runId = id;
        runUntil = until;
        return new NoticeRun.Started(next);
    }

    @Override
    public synchronized void finish(String id, IndexPosition after) {
        if (id.equals(runId)) {
            runId = null;
            runUntil = null;
            next = after;
        }
    }

    @Override
    public synchronized Map<TokenId, Map<NoticeChannel, NoticeMark>> find(List<TokenId> ids) {
        Map<TokenId, Map<NoticeChannel, NoticeMark>> found = new HashMap<>();
        ids.stream().filter(marks::containsKey).forEach(id -> found.put(id, Map.copyOf(marks.get(id))));
        return found;
    }

    @Override
    public synchronized void mark(TokenId id, NoticeChannel channel, NoticeMark mark) {
        if (tokens.find(id).isPresent()) {
            marks.computeIfAbsent(id, _ -> new EnumMap<>(NoticeChannel.class)).put(channel, mark);
        }
    }
}
