package dev.tokenry.functions.tokens.list;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.QueryParameters;
import dev.tokenry.functions.tokens.selector.TokenSelector;
import dev.tokenry.model.Limits;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.time.DateParser;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses the query parameters of a list request. */
final class ListTokensRequestParser {

    private static final String PAGE = "page";
    private static final String FIELDS = "fields";
    private static final String SORT = "sort";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String SELECTOR = "apiTokenSelector";
    private static final Set<String> ALLOWED_NAMES =
            Set.of(QueryParameters.NEXT_PAGE_KEY, QueryParameters.PAGE_SIZE, PAGE, FIELDS, SORT, FROM, TO, SELECTOR);

    /** The largest page size with a page number, and the number of tokens that such pages reach. */
    private static final int MAX_NUMBERED_PAGE_SIZE = 1_000;

    private static final int MAX_NUMBERED_TOKENS = 10_000;

    /** The page key contains the selector. A longer one would not fit into the next request. */
    private static final int MAX_SELECTOR_LENGTH = 4_000;

    private final DateParser dateParser;
    private final ScopeCatalogue scopes;
    private final Limits limits;

    ListTokensRequestParser(DateParser dateParser, ScopeCatalogue scopes, Limits limits) {
        this.dateParser = dateParser;
        this.scopes = scopes;
        this.limits = limits;
    }

    /** @throws dev.tokenry.error.ApiException.InvalidRequestException with all violations */
    ListTokensRequest parse(ApiRequest request, Principal principal, Instant now) {
        QueryParameters parameters = new QueryParameters(request, ALLOWED_NAMES);
        ListTokensRequest listRequest = parameters.has(QueryParameters.NEXT_PAGE_KEY)
                ? fromPageKey(parameters, principal, now)
                : fromParameters(parameters, now);
        parameters.throwIfInvalid();
        return Objects.requireNonNull(listRequest);
    }

    private @Nullable ListTokensRequest fromPageKey(QueryParameters parameters, Principal principal, Instant now) {
        ListPageKey pageKey =
                parameters.pageKey(text -> ListPageKey.decode(text, principal.tokenId(), scopes, limits, now));
        return pageKey == null
                ? null
                : new ListTokensRequest.AfterPageKey(pageKey.query(), pageKey.after(), pageKey.totalCount());
    }

    private ListTokensRequest fromParameters(QueryParameters parameters, Instant now) {
        int pageSize = parameters.pageSize();
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
        Instant from = parameters.parse(FROM, dateParser::parsePast);
        Instant to = parameters.parse(TO, dateParser::parsePast);
        if (from != null && from.isAfter(to == null ? now : to)) {
            parameters
                    .violations()
                    .add(FROM, ViolationReason.INCONSISTENT, "must not be later than " + (to == null ? "now" : TO));
        }
        return new LastUsedRange(from, to);
    }

    private TokenSelector parseSelector(String text, Instant now) throws InvalidValueException {
        if (text.length() > MAX_SELECTOR_LENGTH) {
            throw new InvalidValueException(
                    ViolationReason.TOO_LONG, "must contain at most " + MAX_SELECTOR_LENGTH + " characters");
        }
        return TokenSelector.parse(text, scopes, limits, now);
    }

    private static int parsePageNumber(String text, int pageSize) throws InvalidValueException {
        int page = QueryParameters.parsePositive(text, MAX_NUMBERED_TOKENS);
        if (pageSize > MAX_NUMBERED_PAGE_SIZE || page * pageSize > MAX_NUMBERED_TOKENS) {
            throw new InvalidValueException(
                    ViolationReason.OUT_OF_RANGE,
                    "requires a pageSize of at most " + MAX_NUMBERED_PAGE_SIZE + " and page times pageSize of at most "
                            + MAX_NUMBERED_TOKENS + "; use nextPageKey to read further");
        }
        return page;
    }
}
