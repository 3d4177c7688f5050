package dev.tokenry.functions.names;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.QueryParameters;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.text.Text;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A validated request for a page of records.
 *
 * @param text the text that names must contain; empty for all records
 * @param after the position of the record that the page follows; null for the first page
 */
record NameListRequest(String text, int pageSize, @Nullable IndexPosition after) {

    private static final String TEXT = "text";
    private static final Set<String> ALLOWED_NAMES =
            Set.of(TEXT, QueryParameters.PAGE_SIZE, QueryParameters.NEXT_PAGE_KEY);

    private static final int MAX_TEXT_LENGTH = 100;

    static boolean isValidText(String text) {
        return Text.length(text) <= MAX_TEXT_LENGTH;
    }

    /** @throws dev.tokenry.error.ApiException.InvalidRequestException with all violations */
    static NameListRequest from(ApiRequest request, NameList<?> list, TokenId principal) {
        QueryParameters parameters = new QueryParameters(request, ALLOWED_NAMES);
        NameListRequest query = parameters.has(QueryParameters.NEXT_PAGE_KEY)
                ? fromPageKey(parameters, list, principal)
                : fromParameters(parameters);
        parameters.throwIfInvalid();
        return Objects.requireNonNull(query);
    }

    private static NameListRequest fromParameters(QueryParameters parameters) {
        String text = parameters.parse(TEXT, NameListRequest::parseText);
        return new NameListRequest(text == null ? "" : text, parameters.pageSize(), null);
    }

    private static @Nullable NameListRequest fromPageKey(
            QueryParameters parameters, NameList<?> list, TokenId principal) {
        NamePageKey pageKey = parameters.pageKey(key -> NamePageKey.decode(key, list, principal));
        return pageKey == null ? null : new NameListRequest(pageKey.text(), pageKey.pageSize(), pageKey.after());
    }

    private static String parseText(String text) throws InvalidValueException {
        if (!isValidText(text)) {
            throw new InvalidValueException(
                    ViolationReason.TOO_LONG, "must contain at most " + MAX_TEXT_LENGTH + " characters");
        }
        return text;
    }
}
