package dev.tokenry.store.dynamodb;

import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.store.AuditEventFinder.AuditEventRow;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;

/**
 * Converts audit events to items of their own table and back. The only class that knows the names of their attributes.
 */
final class AuditEventItem {

    /** The key of the target. */
    static final String TARGET = "pk";

    /** The time and the id of the event. */
    static final String SORT_KEY = "sk";

    static final String DAY = "day";
    static final String ACTOR = "actor";
    static final String ACTION = "action";
    static final String PROJECT = "project";
    private static final String OWNER = "owner";
    private static final String EVENT = "event";

    /** Not the key of a target, which contains a separator. */
    private static final String NO_TARGET = "-";

    private static final String SEPARATOR = "#";

    /** Of every time up to the year 2286, so that texts have the order of their times. */
    private static final int DIGITS_OF_MILLIS = 13;

    /** In code points: a key has at most 2,048 bytes. */
    private static final int MAX_KEY_LENGTH = 500;

    private AuditEventItem() {}

    static Map<String, Attribute> of(OutgoingEvent outgoing, Duration retention) {
        AuditEvent event = outgoing.event();
        AuditTarget target = event.target();
        return new ItemBuilder()
                .string(TARGET, key(target.key()))
                .string(SORT_KEY, sortKey(event.time()) + SEPARATOR + event.id())
                .string(DAY, day(event.time()).toString())
                .string(ACTOR, key(event.actor().key()))
                .string(ACTION, event.action().id())
                .string(OWNER, target.owner())
                .string(PROJECT, target.project())
                .string(EVENT, outgoing.json())
                .number(Tombstone.PURGE_AT, Tombstone.purgeAt(event.time(), retention))
                .item();
    }

    /** Only what was written without this product can be longer. It must not stop the events that follow. */
    private static String key(String text) {
        return Text.truncate(text, MAX_KEY_LENGTH);
    }

    /** Returns the row of an item. A damaged one blocks no other. */
    static AuditEventRow fromItem(Map<String, Attribute> attributes) {
        IndexPosition position = position(attributes);
        ItemReader item = new ItemReader("of an audit event", attributes);
        try {
            return new AuditEventRow(
                    position,
                    item.string(TARGET),
                    item.string(ACTION),
                    item.stringOrNull(OWNER),
                    item.stringOrNull(PROJECT),
                    item.string(EVENT));
        } catch (CorruptRecordException e) {
            return AuditEventRow.damaged(position);
        }
    }

    static IndexPosition position(Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader("of an audit event", attributes);
        return new IndexPosition(item.string(SORT_KEY), item.string(TARGET));
    }

    /** Returns the day of an event, in UTC. */
    static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** Returns the position after which the events of a day and of those before it come. */
    static IndexPosition endOf(LocalDate day) {
        return new IndexPosition(
                sortKey(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()), SEPARATOR);
    }

    /** Returns whether a position is the end of a day, at which there is no event. */
    static boolean isEndOfDay(IndexPosition position) {
        return position.key().equals(SEPARATOR);
    }

    /**
     * Returns a position in an index that does not tell the target of its event. A filter can have left this event out
     * because the caller may not know of it, and page keys contain positions. Whether the event is read again makes no
     * difference.
     */
    static IndexPosition withoutTarget(IndexPosition position) {
        return new IndexPosition(position.sortKey(), NO_TARGET);
    }

    /** Returns the day of the events that come after a position. */
    static LocalDate dayAfter(IndexPosition position) {
        String millis = position.sortKey().split(SEPARATOR, 2)[0];
        LocalDate day = day(Instant.ofEpochMilli(Long.parseLong(millis)));
        return isEndOfDay(position) ? day.minusDays(1) : day;
    }

    /** Returns the beginning of the sort keys of a time, which is less than each of them. */
    static String sortKey(Instant time) {
        return String.format(Locale.ROOT, "%0" + DIGITS_OF_MILLIS + "d", time.toEpochMilli());
    }
}
