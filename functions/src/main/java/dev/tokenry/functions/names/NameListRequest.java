package dev.tokenry.functions.names;

import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.QueryParameters;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.IndexPosition;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A validated request for a page of records.
 *
 * @param filter the value of the filter of the list; empty for all records
 * @param after the position of the record that the page follows; null for the first page
 */
record NameListRequest(
        String filter, int pageSize, @Nullable IndexPosition after) {

    /** @throws dev.tokenry.error.ApiException.InvalidRequestException with all violations */
    static NameListRequest from(ApiRequest request, NameList<?> list, TokenId principal) {
        QueryParameters parameters = new QueryParameters(
                request, Set.of(list.filter().parameter(), QueryParameters.PAGE_SIZE, QueryParameters.NEXT_PAGE_KEY));
        NameListRequest query = parameters.has(QueryParameters.NEXT_PAGE_KEY)
                ? fromPageKey(parameters, list, principal)
                : fromParameters(parameters, list.filter());
        parameters.throwIfInvalid();
        return Objects.requireNonNull(query);
    }

    private static NameListRequest fromParameters(QueryParameters parameters, NameFilter filter) {
        String value = parameters.parse(filter.parameter(), text -> {
            filter.check(text);
            return text;
        });
        return new NameListRequest(value == null ? "" : value, parameters.pageSize(), null);
    }

    private static @Nullable NameListRequest fromPageKey(
            QueryParameters parameters, NameList<?> list, TokenId principal) {
        NamePageKey pageKey = parameters.pageKey(key -> NamePageKey.decode(key, list, principal));
        return pageKey == null ? null : new NameListRequest(pageKey.filter(), pageKey.pageSize(), pageKey.after());
    }
}
