package dev.tokenry.functions.names;

import dev.tokenry.functions.http.PageKeyCodec;
import dev.tokenry.functions.http.QueryParameters;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.IndexPosition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page key of a list.
 *
 * @param after the position of the last record on the page
 * @param filter the value of the filter of the list; empty if there is none
 */
record NamePageKey(int pageSize, IndexPosition after, String filter) {

    private static final int FIELD_COUNT = 4;
    private static final Pattern PAGE_SIZE = Pattern.compile("[1-9][0-9]{0,4}");

    String encode(String list, TokenId principal) {
        return PageKeyCodec.encode(
                list, principal, List.of(Integer.toString(pageSize), after.sortKey(), after.key(), filter));
    }

    /** Parses a page key; empty if {@link #encode} did not create it for this list and principal. */
    static Optional<NamePageKey> decode(String key, NameList<?> list, TokenId principal) {
        return PageKeyCodec.decode(list.name(), principal, key)
                .filter(fields -> fields.size() == FIELD_COUNT
                        && PAGE_SIZE.matcher(fields.get(0)).matches())
                .map(fields -> new NamePageKey(
                        Integer.parseInt(fields.get(0)),
                        new IndexPosition(fields.get(1), fields.get(2)),
                        fields.get(3)))
                .filter(pageKey -> pageKey.isValid(list));
    }

    private boolean isValid(NameList<?> list) {
        return pageSize <= QueryParameters.MAX_PAGE_SIZE
                && PageKeyCodec.isIndexSortKey(after.sortKey())
                && list.isKey().test(after.key())
                && list.filter().isValid(filter);
    }
}
