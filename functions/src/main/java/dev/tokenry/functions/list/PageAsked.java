package dev.tokenry.functions.list;

import dev.tokenry.functions.api.Request;
import dev.tokenry.token.Principal;
import dev.tokenry.token.Problem;
import dev.tokenry.token.Problem.Place;
import dev.tokenry.token.Problem.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which page of a list a request asks for: the first, of some size, or the one where the last answer ended. */
record PageAsked(int pageSize, @Nullable Cursor cursor) {

    private static final String PAGE_SIZE = "pageSize";
    private static final String NEXT_PAGE_KEY = "nextPageKey";
    private static final Set<String> KNOWN = Set.of(PAGE_SIZE, NEXT_PAGE_KEY);
    private static final int DEFAULT_SIZE = 200;

    static PageAsked read(Request request, Principal caller) {
        refuseUnknown(request);
        Optional<String> nextPageKey = request.query(NEXT_PAGE_KEY);
        if (nextPageKey.isEmpty()) {
            return new PageAsked(request.query(PAGE_SIZE).map(PageAsked::size).orElse(DEFAULT_SIZE), null);
        }
        if (request.queryNames().size() > 1) {
            throw invalid(NEXT_PAGE_KEY, "excludes every other parameter: it carries them");
        }
        Cursor cursor = Cursor.read(nextPageKey.get(), caller.tokenId())
                .orElseThrow(() -> invalid(NEXT_PAGE_KEY, "is not one that this token was given"));
        return new PageAsked(cursor.pageSize(), cursor);
    }

    private static void refuseUnknown(Request request) {
        List<Violation> unknown = request.queryNames().stream()
                .filter(name -> !KNOWN.contains(name))
                .sorted()
                .map(name -> new Violation(name, name + " is not a parameter of this list", Place.QUERY))
                .toList();
        if (!unknown.isEmpty()) {
            throw new Problem.Invalid(unknown);
        }
    }

    private static int size(String text) {
        int size = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (size < 1 || size > ListHandler.LARGEST_PAGE) {
            throw invalid(PAGE_SIZE, "must be a whole number from 1 to " + ListHandler.LARGEST_PAGE);
        }
        return size;
    }

    private static Problem.Invalid invalid(String name, String message) {
        return new Problem.Invalid(name, name + " " + message, Place.QUERY);
    }
}
