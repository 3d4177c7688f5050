package dev.tokenry.functions.users;

import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.error.ApiException.ConstraintViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which users a request asks for: the first page, or the one where the last answer ended.
 *
 * @param text what names have to hold; empty for all users
 */
record UsersAsked(String text, int pageSize, @Nullable String after) {

    private static final String TEXT = "text";
    private static final String PAGE_SIZE = "pageSize";
    private static final String NEXT_PAGE_KEY = "nextPageKey";
    private static final Set<String> KNOWN = Set.of(TEXT, PAGE_SIZE, NEXT_PAGE_KEY);

    private static final int DEFAULT_SIZE = 200;
    private static final int LARGEST_PAGE = 10_000;
    private static final int LONGEST_TEXT = 100;

    static boolean isPageSize(int size) {
        return size >= 1 && size <= LARGEST_PAGE;
    }

    static boolean isText(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT;
    }

    static UsersAsked read(ApiRequest request, Principal caller) {
        List<ConstraintViolation> violations = new ArrayList<>(request.queryParameterNames().stream()
                .filter(name -> !KNOWN.contains(name))
                .sorted()
                .map(name -> violation(name, "is not a parameter of this list"))
                .toList());
        Optional<String> nextPageKey = request.queryParameter(NEXT_PAGE_KEY);
        UsersAsked asked = nextPageKey.isPresent()
                ? next(nextPageKey.get(), request, caller, violations)
                : first(request, violations);
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations);
        }
        return asked;
    }

    private static UsersAsked first(ApiRequest request, List<ConstraintViolation> violations) {
        int size = request.queryParameter(PAGE_SIZE).map(UsersAsked::size).orElse(DEFAULT_SIZE);
        if (!isPageSize(size)) {
            violations.add(violation(PAGE_SIZE, "must be a whole number from 1 to " + LARGEST_PAGE));
        }
        String text = request.queryParameter(TEXT).orElse("");
        if (!isText(text)) {
            violations.add(violation(TEXT, "must have at most " + LONGEST_TEXT + " characters"));
        }
        return new UsersAsked(text, size, null);
    }

    private static UsersAsked next(String key, ApiRequest request, Principal caller, List<ConstraintViolation> violations) {
        if (request.queryParameterNames().size() > 1) {
            violations.add(violation(NEXT_PAGE_KEY, "excludes every other parameter: it carries them"));
        }
        Optional<UserCursor> cursor = UserCursor.read(key, caller.tokenId());
        if (cursor.isEmpty()) {
            violations.add(violation(NEXT_PAGE_KEY, "is not one that this token was given"));
        }
        return cursor.map(it -> new UsersAsked(it.text(), it.pageSize(), it.after()))
                .orElseGet(() -> new UsersAsked("", DEFAULT_SIZE, null));
    }

    private static int size(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static ConstraintViolation violation(String name, String message) {
        return new ConstraintViolation(name, name + " " + message, ParameterLocation.QUERY);
    }
}
