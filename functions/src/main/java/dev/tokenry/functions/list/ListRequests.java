package dev.tokenry.functions.list;

import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.list.selector.RefusedSelector;
import dev.tokenry.functions.list.selector.Selector;
import dev.tokenry.time.DateParser;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which list, and which page of it, a request asks for. */
final class ListRequests {

    private static final String NEXT_PAGE_KEY = "nextPageKey";
    private static final String PAGE = "page";
    private static final String PAGE_SIZE = "pageSize";
    private static final String FIELDS = "fields";
    private static final String SORT = "sort";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String SELECTOR = "apiTokenSelector";
    private static final Set<String> KNOWN = Set.of(NEXT_PAGE_KEY, PAGE, PAGE_SIZE, FIELDS, SORT, FROM, TO, SELECTOR);

    private static final int DEFAULT_SIZE = 200;

    /** Pages that are gone to by number are no larger, and end within this many tokens. */
    private static final int LARGEST_NUMBERED = 1_000;

    private static final int LAST_NUMBERED = 10_000;

    /** A next page key carries the selector: a longer one would not fit into the next request. */
    private static final int LONGEST_SELECTOR = 4_000;

    private final DateParser dates;
    private final ScopeCatalogue scopes;

    ListRequests(DateParser dates, ScopeCatalogue scopes) {
        this.dates = dates;
        this.scopes = scopes;
    }

    Asked read(ApiRequest request, Principal caller, Instant now) {
        Parameters parameters = new Parameters(request, KNOWN);
        Asked asked = request.queryParameterNames().contains(NEXT_PAGE_KEY)
                ? next(parameters, request, caller, now)
                : page(parameters, now);
        parameters.requireAllRight();
        return Objects.requireNonNull(asked);
    }

    private @Nullable Asked next(Parameters parameters, ApiRequest request, Principal caller, Instant now) {
        if (request.queryParameterNames().size() > 1) {
            parameters.refuse(NEXT_PAGE_KEY, "excludes every other parameter: it carries them");
            return null;
        }
        Cursor cursor = parameters.read(
                NEXT_PAGE_KEY,
                text -> Cursor.read(text, caller.tokenId(), scopes, now)
                        .orElseThrow(() -> new Refusal("is not one that this token was given")));
        return cursor == null ? null : new Asked.Next(cursor.query(), cursor.after(), cursor.totalCount());
    }

    private Asked page(Parameters parameters, Instant now) {
        Integer size = parameters.read(PAGE_SIZE, text -> number(text, ListQuery.LARGEST_PAGE));
        int pageSize = size == null ? DEFAULT_SIZE : size;
        Fields fields = parameters.read(FIELDS, Fields::read);
        Sort sort = parameters.read(SORT, Sort::read);
        Selector selector = parameters.read(SELECTOR, text -> selector(text, now));
        ListQuery query = new ListQuery(
                pageSize,
                fields == null ? Fields.DEFAULT : fields,
                sort == null ? Sort.NEWEST_FIRST : sort,
                lastUsed(parameters, now),
                selector == null ? Selector.ALL : selector);
        Integer page = parameters.read(PAGE, text -> pageNumber(text, pageSize));
        return new Asked.Page(query, page == null ? 1 : page);
    }

    private LastUsed lastUsed(Parameters parameters, Instant now) {
        Instant from = parameters.read(FROM, dates::parse);
        Instant to = parameters.read(TO, dates::parse);
        if (from != null && from.isAfter(to == null ? now : to)) {
            parameters.refuse(FROM, "is later than " + (to == null ? "now" : TO));
        }
        return new LastUsed(from, to);
    }

    private Selector selector(String text, Instant now) throws Refusal, RefusedSelector {
        if (text.length() > LONGEST_SELECTOR) {
            throw new Refusal("is longer than " + LONGEST_SELECTOR + " characters");
        }
        return Selector.read(text, scopes, now);
    }

    private static int pageNumber(String text, int pageSize) throws Refusal {
        int page = number(text, LAST_NUMBERED);
        if (pageSize > LARGEST_NUMBERED || page * pageSize > LAST_NUMBERED) {
            throw new Refusal("goes with a pageSize of at most " + LARGEST_NUMBERED
                    + ", and page times pageSize is at most " + LAST_NUMBERED + "; nextPageKey leads further");
        }
        return page;
    }

    private static int number(String text, int most) throws Refusal {
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw new Refusal("must be a whole number from 1 to " + most);
        }
        return number;
    }
}
