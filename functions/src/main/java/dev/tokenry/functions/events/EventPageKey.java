package dev.tokenry.functions.events;

import dev.tokenry.functions.http.PageKeyCodec;
import dev.tokenry.functions.http.QueryParameters;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.AuditEventQuery;
import dev.tokenry.store.IndexPosition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts requests for a further page of events to page keys and back. */
final class EventPageKey {

    private static final int FIELD_COUNT = 9;
    private static final String ABSENT = "";
    private static final Pattern PAGE_SIZE = Pattern.compile("[1-9][0-9]{0,4}");

    /** A time in milliseconds, and the id of an event or nothing. */
    private static final Pattern SORT_KEY = Pattern.compile("[0-9]{13}(#.*)?");

    private static final Pattern MILLIS = Pattern.compile("(0|[1-9][0-9]{0,14})?");

    private EventPageKey() {}

    static String encode(EventListRequest request, String list, TokenId principal) {
        AuditEventQuery query = request.query();
        IndexPosition after = Objects.requireNonNull(request.after());
        return PageKeyCodec.encode(
                list,
                principal,
                List.of(
                        Integer.toString(request.pageSize()),
                        after.sortKey(),
                        after.key(),
                        encode(query.target()),
                        encode(query.actor()),
                        encode(query.action()),
                        encode(query.project()),
                        encode(query.from()),
                        encode(query.to())));
    }

    /** Parses a page key; empty if {@link #encode} did not create it for this list and principal. */
    static Optional<EventListRequest> decode(String key, String list, TokenId principal) {
        return PageKeyCodec.decode(list, principal, key)
                .filter(EventPageKey::isValid)
                .map(fields -> new EventListRequest(
                        new AuditEventQuery(
                                text(fields.get(3)),
                                text(fields.get(4)),
                                text(fields.get(5)),
                                text(fields.get(6)),
                                time(fields.get(7)),
                                time(fields.get(8))),
                        Integer.parseInt(fields.get(0)),
                        new IndexPosition(fields.get(1), fields.get(2))));
    }

    private static boolean isValid(List<String> fields) {
        return fields.size() == FIELD_COUNT
                && PAGE_SIZE.matcher(fields.get(0)).matches()
                && Integer.parseInt(fields.get(0)) <= QueryParameters.MAX_PAGE_SIZE
                && SORT_KEY.matcher(fields.get(1)).matches()
                && PageKeyCodec.isIndexSortKey(fields.get(1))
                && fields.subList(2, FIELD_COUNT).stream().allMatch(EventPageKey::isValueOfKey)
                && !fields.get(2).isEmpty()
                && MILLIS.matcher(fields.get(7)).matches()
                && MILLIS.matcher(fields.get(8)).matches();
    }

    private static boolean isValueOfKey(String text) {
        return text.isEmpty() || PageKeyCodec.isIndexSortKey(text);
    }

    private static String encode(@Nullable String text) {
        return text == null ? ABSENT : text;
    }

    private static @Nullable String text(String field) {
        return field.equals(ABSENT) ? null : field;
    }

    private static String encode(@Nullable Instant time) {
        return time == null ? ABSENT : Long.toString(time.toEpochMilli());
    }

    private static @Nullable Instant time(String field) {
        return field.equals(ABSENT) ? null : Instant.ofEpochMilli(Long.parseLong(field));
    }
}
