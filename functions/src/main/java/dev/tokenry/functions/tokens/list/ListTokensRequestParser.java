package dev.tokenry.functions.tokens.list;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.functions.http.QueryParameters;

import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.tokens.selector.RefusedSelector;
import dev.tokenry.functions.tokens.selector.TokenSelector;
import dev.tokenry.time.DateParser;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which list, and which page of it, a request asks for. */
final class ListTokensRequestParser {

    private static final String NEXT_PAGE_KEY = "nextPageKey";
    private static final String PAGE = "page";
    private static final String PAGE_SIZE = "pageSize";
    private static final String FIELDS = "fields";
    private static final String SORT = "sort";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String SELECTOR = "apiTokenSelector";
    private static final Set<String> ALLOWED_NAMES = Set.of(NEXT_PAGE_KEY, PAGE, PAGE_SIZE, FIELDS, SORT, FROM, TO, SELECTOR);

    private static final int DEFAULT_PAGE_SIZE = 200;

    /** Pages that are gone to by number are no larger, and end within this many tokens. */
    private static final int MAX_NUMBERED_PAGE_SIZE = 1_000;

    private static final int MAX_NUMBERED_TOKENS = 10_000;

    /** A next page key carries the selector: a longer one would not fit into the next request. */
    private static final int MAX_SELECTOR_LENGTH = 4_000;

    private final DateParser dateParser;
    private final ScopeCatalogue scopes;

    ListTokensRequestParser(DateParser dateParser, ScopeCatalogue scopes) {
        this.dateParser = dateParser;
        this.scopes = scopes;
    }

    ListTokensRequest parse(ApiRequest request, Principal principal, Instant now) {
        QueryParameters parameters = new QueryParameters(request, ALLOWED_NAMES);
        ListTokensRequest listRequest = request.queryParameterNames().contains(NEXT_PAGE_KEY)
                ? fromPageKey(parameters, request, principal, now)
                : fromParameters(parameters, now);
        parameters.throwIfAny();
        return Objects.requireNonNull(listRequest);
    }

    private @Nullable ListTokensRequest fromPageKey(QueryParameters parameters, ApiRequest request, Principal principal, Instant now) {
        if (request.queryParameterNames().size() > 1) {
            parameters.addViolation(NEXT_PAGE_KEY, "excludes every other parameter: it carries them");
            return null;
        }
        ListPageKey pageKey = parameters.parse(
                NEXT_PAGE_KEY,
                text -> ListPageKey.decode(text, principal.tokenId(), scopes, now)
                        .orElseThrow(() -> new InvalidValueException("is not one that this token was given")));
        return pageKey == null ? null : new ListTokensRequest.AfterPageKey(pageKey.query(), pageKey.after(), pageKey.totalCount());
    }

    private ListTokensRequest fromParameters(QueryParameters parameters, Instant now) {
        Integer size = parameters.parse(PAGE_SIZE, text -> parsePositive(text, ListQuery.MAX_PAGE_SIZE));
        int pageSize = size == null ? DEFAULT_PAGE_SIZE : size;
        FieldSelection fields = parameters.parse(FIELDS, FieldSelection::parse);
        SortOrder sort = parameters.parse(SORT, SortOrder::parse);
        TokenSelector selector = parameters.parse(SELECTOR, text -> parseSelector(text, now));
        ListQuery query = new ListQuery(
                pageSize,
                fields == null ? FieldSelection.DEFAULT : fields,
                sort == null ? SortOrder.NEWEST_FIRST : sort,
                parseLastUsed(parameters, now),
                selector == null ? TokenSelector.ALL : selector);
        Integer page = parameters.parse(PAGE, text -> parsePageNumber(text, pageSize));
        return new ListTokensRequest.ByPageNumber(query, page == null ? 1 : page);
    }

    private LastUsedRange parseLastUsed(QueryParameters parameters, Instant now) {
        Instant from = parameters.parse(FROM, dateParser::parse);
        Instant to = parameters.parse(TO, dateParser::parse);
        if (from != null && from.isAfter(to == null ? now : to)) {
            parameters.addViolation(FROM, "is later than " + (to == null ? "now" : TO));
        }
        return new LastUsedRange(from, to);
    }

    private TokenSelector parseSelector(String text, Instant now) throws InvalidValueException, RefusedSelector {
        if (text.length() > MAX_SELECTOR_LENGTH) {
            throw new InvalidValueException("is longer than " + MAX_SELECTOR_LENGTH + " characters");
        }
        return TokenSelector.parse(text, scopes, now);
    }

    private static int parsePageNumber(String text, int pageSize) throws InvalidValueException {
        int page = parsePositive(text, MAX_NUMBERED_TOKENS);
        if (pageSize > MAX_NUMBERED_PAGE_SIZE || page * pageSize > MAX_NUMBERED_TOKENS) {
            throw new InvalidValueException("goes with a pageSize of at most " + MAX_NUMBERED_PAGE_SIZE
                    + ", and page times pageSize is at most " + MAX_NUMBERED_TOKENS + "; nextPageKey leads further");
        }
        return page;
    }

    private static int parsePositive(String text, int max) throws InvalidValueException {
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > max) {
            throw new InvalidValueException("must be a whole number from 1 to " + max);
        }
        return number;
    }
}
