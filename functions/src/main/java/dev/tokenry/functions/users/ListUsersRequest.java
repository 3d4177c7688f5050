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
record ListUsersRequest(String text, int pageSize, @Nullable String after) {

    private static final String TEXT = "text";
    private static final String PAGE_SIZE = "pageSize";
    private static final String NEXT_PAGE_KEY = "nextPageKey";
    private static final Set<String> ALLOWED_NAMES = Set.of(TEXT, PAGE_SIZE, NEXT_PAGE_KEY);

    private static final int DEFAULT_PAGE_SIZE = 200;
    private static final int MAX_PAGE_SIZE = 10_000;
    private static final int MAX_TEXT_LENGTH = 100;

    static boolean isValidPageSize(int size) {
        return size >= 1 && size <= MAX_PAGE_SIZE;
    }

    static boolean isValidText(String text) {
        return text.codePointCount(0, text.length()) <= MAX_TEXT_LENGTH;
    }

    static ListUsersRequest from(ApiRequest request, Principal principal) {
        List<ConstraintViolation> violations = new ArrayList<>(request.queryParameterNames().stream()
                .filter(name -> !ALLOWED_NAMES.contains(name))
                .sorted()
                .map(name -> violation(name, "is not a parameter of this list"))
                .toList());
        Optional<String> nextPageKey = request.queryParameter(NEXT_PAGE_KEY);
        ListUsersRequest listRequest = nextPageKey.isPresent()
                ? fromPageKey(nextPageKey.get(), request, principal, violations)
                : fromParameters(request, violations);
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations);
        }
        return listRequest;
    }

    private static ListUsersRequest fromParameters(ApiRequest request, List<ConstraintViolation> violations) {
        int pageSize = request.queryParameter(PAGE_SIZE).map(ListUsersRequest::parsePageSize).orElse(DEFAULT_PAGE_SIZE);
        if (!isValidPageSize(pageSize)) {
            violations.add(violation(PAGE_SIZE, "must be a whole number from 1 to " + MAX_PAGE_SIZE));
        }
        String text = request.queryParameter(TEXT).orElse("");
        if (!isValidText(text)) {
            violations.add(violation(TEXT, "must have at most " + MAX_TEXT_LENGTH + " characters"));
        }
        return new ListUsersRequest(text, pageSize, null);
    }

    private static ListUsersRequest fromPageKey(String key, ApiRequest request, Principal principal, List<ConstraintViolation> violations) {
        if (request.queryParameterNames().size() > 1) {
            violations.add(violation(NEXT_PAGE_KEY, "excludes every other parameter: it carries them"));
        }
        Optional<ListUsersPageKey> pageKey = ListUsersPageKey.decode(key, principal.tokenId());
        if (pageKey.isEmpty()) {
            violations.add(violation(NEXT_PAGE_KEY, "is not one that this token was given"));
        }
        return pageKey.map(it -> new ListUsersRequest(it.text(), it.pageSize(), it.after()))
                .orElseGet(() -> new ListUsersRequest("", DEFAULT_PAGE_SIZE, null));
    }

    private static int parsePageSize(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static ConstraintViolation violation(String name, String message) {
        return new ConstraintViolation(name, name + " " + message, ParameterLocation.QUERY);
    }
}
