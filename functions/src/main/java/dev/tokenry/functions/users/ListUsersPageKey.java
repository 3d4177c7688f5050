package dev.tokenry.functions.users;

import dev.tokenry.functions.http.PageKeyCodec;
import dev.tokenry.functions.http.QueryParameters;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.IndexPosition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page key of a user list.
 *
 * @param after the position of the last user on the page
 * @param text the filter of the list; empty if there is none
 */
record ListUsersPageKey(TokenId principal, int pageSize, IndexPosition after, String text) {

    private static final String LIST = "users";
    private static final int FIELD_COUNT = 4;
    private static final Pattern PAGE_SIZE = Pattern.compile("[1-9][0-9]{0,4}");

    String encode() {
        return PageKeyCodec.encode(
                LIST, principal, List.of(Integer.toString(pageSize), after.sortKey(), after.key(), text));
    }

    /** Parses a page key; empty if {@link #encode()} did not create it for this principal. */
    static Optional<ListUsersPageKey> decode(String key, TokenId principal) {
        return PageKeyCodec.decode(LIST, principal, key)
                .filter(fields -> fields.size() == FIELD_COUNT
                        && PAGE_SIZE.matcher(fields.get(0)).matches())
                .map(fields -> new ListUsersPageKey(
                        principal,
                        Integer.parseInt(fields.get(0)),
                        new IndexPosition(fields.get(1), fields.get(2)),
                        fields.get(3)))
                .filter(ListUsersPageKey::isValid);
    }

    private boolean isValid() {
        return pageSize <= QueryParameters.MAX_PAGE_SIZE
                && PageKeyCodec.isIndexSortKey(after.sortKey())
                && OwnerName.parse(after.key())
                        .filter(name -> name.key().equals(after.key()))
                        .isPresent()
                && ListUsersRequest.isValidText(text);
    }
}
