package dev.tokenry.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds audit events, the newest first. */
public interface AuditEventFinder {

    /**
     * Returns events that match a query.
     *
     * @param after the position of an earlier page, after which this one starts; null for the first page
     * @param limit the maximum number of events
     */
    AuditEventPage find(AuditEventQuery query, @Nullable IndexPosition after, int limit);

    /**
     * A page of events.
     *
     * @param rows at most the limit; can be fewer, and none at all, although there are more events: a store limits what
     *     a call reads
     * @param next the position after which the next page starts; null if there are no more events
     */
    record AuditEventPage(
            List<AuditEventRow> rows, @Nullable IndexPosition next) {
        public AuditEventPage {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A stored event.
     *
     * @param target the key of what was changed
     * @param action the id of what happened to it
     * @param owner the owner of the target; null if it has none
     * @param project the project of the target; null if it has none
     * @param json the event in its JSON form; not JSON if the event is damaged
     */
    record AuditEventRow(
            IndexPosition position,
            String target,
            String action,
            @Nullable String owner,
            @Nullable String project,
            String json) {

        /** What the actions of notices to an owner start with. */
        private static final String NOTICES = "tokens.";

        /** Creates the row of an event of which the position alone is known. */
        public static AuditEventRow damaged(IndexPosition position) {
            return new AuditEventRow(position, position.key(), "", null, null, "");
        }

        /** Returns whether the event is a notice to an owner about tokens, which is no change of the user. */
        public boolean isNoticeToOwner() {
            return action.startsWith(NOTICES);
        }
    }
}
