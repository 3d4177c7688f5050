package dev.tokenry.functions.users;

import dev.tokenry.functions.http.PageKeyCodec;
import dev.tokenry.functions.http.QueryParameters;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page key of a user list.
 *
 * @param after the name of the last user on the page
 * @param text the filter of the list; empty if there is none
 */
record ListUsersPageKey(TokenId principal, int pageSize, OwnerName after, String text) {

    private static final String LIST = "users";
    private static final int FIELD_COUNT = 3;
    private static final Pattern PAGE_SIZE = Pattern.compile("[1-9][0-9]{0,4}");

    String encode() {
        return PageKeyCodec.encode(LIST, principal, List.of(Integer.toString(pageSize), after.key(), text));
    }

    /** Parses a page key; empty if {@link #encode()} did not create it for this principal. */
    static Optional<ListUsersPageKey> decode(String key, TokenId principal) {
        return PageKeyCodec.decode(LIST, principal, key)
                .filter(fields -> fields.size() == FIELD_COUNT
                        && PAGE_SIZE.matcher(fields.get(0)).matches())
                .flatMap(fields -> OwnerName.parse(fields.get(1))
                        .map(after ->
                                new ListUsersPageKey(principal, Integer.parseInt(fields.get(0)), after, fields.get(2))))
                .filter(ListUsersPageKey::isValid);
    }

    private boolean isValid() {
        return pageSize <= QueryParameters.MAX_PAGE_SIZE && ListUsersRequest.isValidText(text);
    }
}
