package dev.tokenry.store.dynamodb;

import dev.tokenry.model.NoticeChannel;
import dev.tokenry.model.NoticeMark;
import dev.tokenry.store.IndexPosition;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts marks of tokens, and the item of the run, to attributes and back. The only class that knows their names. */
final class NoticeItem {

    /** The prefix of the keys of items that are about notices and are no records. */
    static final String KEY_PREFIX = "notices#";

    /** The key of the item of the run. */
    static final String RUN_KEY = KEY_PREFIX + "run";

    private static final String ATTRIBUTE_SUFFIX = "Notice";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String DAYS_BEFORE = "daysBefore";
    private static final String UNUSED_MARKED_AT = "unusedMarkedAt";
    private static final long MAX_DAYS = 999;

    private static final String RUN = "run";
    private static final String RUN_UNTIL = "runUntil";
    private static final String AFTER_SORT_KEY = "afterSortKey";
    private static final String AFTER_KEY = "afterKey";

    /** The attributes of a token's marks, which its tombstone lacks. */
    static final List<String> MARKS =
            List.of(attribute(NoticeChannel.EVENT), attribute(NoticeChannel.MAIL), attribute(NoticeChannel.TOPIC));

    private NoticeItem() {}

    private static String attribute(NoticeChannel channel) {
        return channel.id() + ATTRIBUTE_SUFFIX;
    }

    static ItemBuilder mark(NoticeChannel channel, NoticeMark mark) {
        Map<String, Attribute> values = new HashMap<>();
        put(values, EXPIRES_AT, mark.expiresAt());
        values.put(DAYS_BEFORE, Attribute.fromN(Integer.toString(mark.daysBefore())));
        put(values, UNUSED_MARKED_AT, mark.unusedMarkedAt());
        return new ItemBuilder().map(attribute(channel), values);
    }

    private static void put(Map<String, Attribute> values, String name, @Nullable Instant time) {
        if (time != null) {
            values.put(name, Attribute.fromN(Long.toString(time.toEpochMilli())));
        }
    }

    /** Returns the marks of a token. */
    static Map<NoticeChannel, NoticeMark> marks(String key, Map<String, Attribute> item) {
        Map<NoticeChannel, NoticeMark> marks = new EnumMap<>(NoticeChannel.class);
        for (NoticeChannel channel : NoticeChannel.values()) {
            Attribute mark = item.get(attribute(channel));
            if (mark != null && mark.type() == Attribute.Type.M) {
                ItemReader values = new ItemReader(key, mark.m());
                marks.put(
                        channel,
                        new NoticeMark(
                                values.instantOrNull(EXPIRES_AT),
                                Math.toIntExact(values.number(DAYS_BEFORE, 0, MAX_DAYS)),
                                values.instantOrNull(UNUSED_MARKED_AT)));
            }
        }
        return marks;
    }

    static ItemBuilder run(String runId, Instant until) {
        return new ItemBuilder().string(RUN, runId).instant(RUN_UNTIL, until);
    }

    /** Requires that no other run is in progress. */
    static WriteCondition noOtherRun(String runId, Instant now) {
        return new WriteCondition(
                "attribute_not_exists(#storedUntil) OR #storedUntil < :now OR #storedRun = :thisRun",
                Map.of("#storedUntil", RUN_UNTIL, "#storedRun", RUN),
                Map.of(
                        ":now", Attribute.fromN(Long.toString(now.toEpochMilli())),
                        ":thisRun", Attribute.fromS(runId)));
    }

    static ItemBuilder finished(@Nullable IndexPosition after) {
        return new ItemBuilder()
                .string(RUN, null)
                .instant(RUN_UNTIL, null)
                .string(AFTER_SORT_KEY, after == null ? null : after.sortKey())
                .string(AFTER_KEY, after == null ? null : after.key());
    }

    static WriteCondition isRun(String runId) {
        return new WriteCondition(
                "#storedRun = :thisRun", Map.of("#storedRun", RUN), Map.of(":thisRun", Attribute.fromS(runId)));
    }

    /** Returns where the next run continues; null if it starts. */
    static @Nullable IndexPosition after(Map<String, Attribute> item) {
        ItemReader reader = new ItemReader(RUN_KEY, item);
        return reader.hasNone(AFTER_SORT_KEY, AFTER_KEY)
                ? null
                : new IndexPosition(reader.string(AFTER_SORT_KEY), reader.string(AFTER_KEY));
    }

    /** Returns until when a run is in progress; empty if none is. */
    static Optional<Instant> until(Map<String, Attribute> item) {
        return Optional.ofNullable(new ItemReader(RUN_KEY, item).instantOrNull(RUN_UNTIL));
    }
}
