package dev.tokenry.store.dynamodb;

import dev.tokenry.model.NoticeChannel;
import dev.tokenry.model.NoticeMark;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NoticeRun;
import dev.tokenry.store.NoticeStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores marks in the items of the tokens, and the run in an item of its own. No index contains them. */
public final class DynamoNoticeStore implements NoticeStore {

    private final DynamoTable table;

    public DynamoNoticeStore(DynamoTable table) {
        this.table = table;
    }

    @Override
    public NoticeRun start(String runId, Instant now, Instant until) {
        boolean started = table.updateIdempotent(
                NoticeItem.RUN_KEY, NoticeItem.run(runId, until).update(NoticeItem.noOtherRun(runId, now)));
        Map<String, Attribute> item = table.getItem(NoticeItem.RUN_KEY).orElse(Map.of());
        return started
                ? new NoticeRun.Started(NoticeItem.after(item))
                : new NoticeRun.InProgress(NoticeItem.until(item).orElse(now));
    }

    @Override
    public void finish(String runId, @Nullable IndexPosition after) {
        table.updateIdempotent(NoticeItem.RUN_KEY, NoticeItem.finished(after).update(NoticeItem.isRun(runId)));
    }

    @Override
    public Map<TokenId, Map<NoticeChannel, NoticeMark>> find(List<TokenId> ids) {
        Map<String, Map<String, Attribute>> items =
                table.batchGet(ids.stream().map(TokenId::value).toList(), null);
        Map<TokenId, Map<NoticeChannel, NoticeMark>> marks = new HashMap<>();
        for (TokenId id : ids) {
            Map<NoticeChannel, NoticeMark> ofToken =
                    NoticeItem.marks(id.value(), items.getOrDefault(id.value(), Map.of()));
            if (!ofToken.isEmpty()) {
                marks.put(id, ofToken);
            }
        }
        return marks;
    }

    @Override
    public void mark(TokenId id, NoticeChannel channel, NoticeMark mark) {
        table.updateIdempotent(id.value(), NoticeItem.mark(channel, mark).update(TokenConditions.isLive()));
    }
}
