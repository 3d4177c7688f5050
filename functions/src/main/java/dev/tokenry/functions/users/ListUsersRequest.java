package dev.tokenry.functions.users;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.QueryParameters;
import dev.tokenry.model.Principal;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.text.Text;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A validated request for a page of users.
 *
 * @param text the text that names must contain; empty for all users
 * @param after the position of the user that the page follows; null for the first page
 */
record ListUsersRequest(String text, int pageSize, @Nullable IndexPosition after) {

    private static final String TEXT = "text";
    private static final Set<String> ALLOWED_NAMES =
            Set.of(TEXT, QueryParameters.PAGE_SIZE, QueryParameters.NEXT_PAGE_KEY);

    private static final int MAX_TEXT_LENGTH = 100;

    static boolean isValidText(String text) {
        return Text.length(text) <= MAX_TEXT_LENGTH;
    }

    /** @throws dev.tokenry.error.ApiException.InvalidRequestException with all violations */
    static ListUsersRequest from(ApiRequest request, Principal principal) {
        QueryParameters parameters = new QueryParameters(request, ALLOWED_NAMES);
        ListUsersRequest listRequest = parameters.has(QueryParameters.NEXT_PAGE_KEY)
                ? fromPageKey(parameters, principal)
                : fromParameters(parameters);
        parameters.throwIfInvalid();
        return Objects.requireNonNull(listRequest);
    }

    private static ListUsersRequest fromParameters(QueryParameters parameters) {
        String text = parameters.parse(TEXT, ListUsersRequest::parseText);
        return new ListUsersRequest(text == null ? "" : text, parameters.pageSize(), null);
    }

    private static @Nullable ListUsersRequest fromPageKey(QueryParameters parameters, Principal principal) {
        ListUsersPageKey pageKey = parameters.pageKey(key -> ListUsersPageKey.decode(key, principal.tokenId()));
        return pageKey == null ? null : new ListUsersRequest(pageKey.text(), pageKey.pageSize(), pageKey.after());
    }

    private static String parseText(String text) throws InvalidValueException {
        if (!isValidText(text)) {
            throw new InvalidValueException(
                    ViolationReason.TOO_LONG, "must contain at most " + MAX_TEXT_LENGTH + " characters");
        }
        return text;
    }
}
