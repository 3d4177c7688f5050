package dev.tokenry.functions.names;

import dev.tokenry.administration.NameSearch;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.functions.http.ListBudget;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.NameRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A list of records in the order of their names. Its responses contain no total count, because counting would read all
 * records.
 *
 * @param name the name of the list, which is the property of the records in a response
 * @param filter the query parameter by which a request selects records
 * @param isKey whether a text can be the key of a record
 * @param toJson returns the JSON representation of a row
 */
public record NameList<R extends NameRow>(
        String name,
        NameFilter filter,
        Predicate<String> isKey,
        Function<R, Map<String, Object>> toJson,
        DamagedRecords damagedRecords) {

    /** Creates a list of records that a request selects by a text. */
    public NameList(
            String name,
            Predicate<String> isKey,
            Function<R, Map<String, Object>> toJson,
            DamagedRecords damagedRecords) {
        this(name, NameFilter.TEXT, isKey, toJson, damagedRecords);
    }

    /**
     * Returns the page that a request asks for.
     *
     * @throws dev.tokenry.error.ApiException.InvalidRequestException with all violations of the query parameters
     */
    public ApiResponse page(ApiRequest request, TokenId principal, NameSearch<R> search) {
        NameListRequest query = NameListRequest.from(request, this, principal);
        return render(query, search.find(query.filter(), query.after(), query.pageSize()), principal);
    }

    /**
     * As {@link #page}, for a filter that is no text.
     *
     * @param search returns the search for the value of the filter, which is empty for all records
     */
    public ApiResponse filteredPage(ApiRequest request, TokenId principal, Function<String, NameSearch<R>> search) {
        NameListRequest query = NameListRequest.from(request, this, principal);
        return render(query, search.apply(query.filter()).find("", query.after(), query.pageSize()), principal);
    }

    private ApiResponse render(NameListRequest query, NamePage<R> page, TokenId principal) {
        List<Map<String, Object>> rendered = new ArrayList<>();
        ListBudget budget = new ListBudget();
        IndexPosition next = page.nextAfter();
        IndexPosition last = null;
        for (R row : page.rows()) {
            Map<String, Object> summary = toJson.apply(row);
            if (!budget.take(summary) && last != null) {
                next = last;
                break;
            }
            rendered.add(summary);
            last = row.position();
            if (row.isDamaged()) {
                damagedRecords.add(1);
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pageSize", query.pageSize());
        json.put(
                "nextPageKey",
                next == null ? null : new NamePageKey(query.pageSize(), next, query.filter()).encode(name, principal));
        json.put(name, rendered);
        return ApiResponse.ok(json);
    }
}
