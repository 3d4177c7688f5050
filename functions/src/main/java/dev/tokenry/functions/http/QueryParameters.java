package dev.tokenry.functions.http;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.text.Excerpt;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parses the query parameters of a request. All violations are collected and reported ordered by parameter. */
public final class QueryParameters {

    public static final String PAGE_SIZE = "pageSize";
    public static final String NEXT_PAGE_KEY = "nextPageKey";

    /** The largest page size that a request may specify. */
    public static final int MAX_PAGE_SIZE = 10_000;

    private static final int DEFAULT_PAGE_SIZE = 200;
    private static final int MAX_ECHO_LENGTH = 64;

    /** Parses the text of a parameter. */
    public interface ValueParser<T> {
        T parse(String text) throws InvalidValueException;
    }

    private final ApiRequest request;
    private final Violations violations = new Violations(ParameterLocation.QUERY);

    /** @param allowedNames the parameters of the operation; all others are violations */
    public QueryParameters(ApiRequest request, Set<String> allowedNames) {
        this.request = request;
        request.queryParameterNames().stream()
                .filter(name -> !allowedNames.contains(name))
                .forEach(name -> addUnknown(name, allowedNames));
    }

    private void addUnknown(String name, Set<String> allowedNames) {
        String hint = SimilarName.find(name, allowedNames)
                .map(similar -> ". Did you mean " + similar + "?")
                .orElse(allowedNames.isEmpty() ? ": this operation has none" : "");
        violations.add(
                Excerpt.of(name, MAX_ECHO_LENGTH), ViolationReason.UNKNOWN_PROPERTY, "is not a known parameter" + hint);
    }

    /** Returns the violations found so far, to which others can be added. */
    public Violations violations() {
        return violations;
    }

    public boolean has(String name) {
        return request.queryParameterNames().contains(name);
    }

    /** Returns the value of a parameter; null if it is absent or invalid. */
    public <T> @Nullable T parse(String name, ValueParser<T> parser) {
        try {
            String text = request.queryParameter(name).orElse(null);
            return text == null ? null : parser.parse(text);
        } catch (ApiException.InvalidRequestException e) {
            violations.addAll(e.violations());
        } catch (InvalidValueException e) {
            violations.add(name, e);
        }
        return null;
    }

    /** Returns {@code pageSize}, or the default if it is absent or invalid. */
    public int pageSize() {
        Integer pageSize = parse(PAGE_SIZE, text -> parsePositive(text, MAX_PAGE_SIZE));
        return pageSize == null ? DEFAULT_PAGE_SIZE : pageSize;
    }

    /**
     * Returns the decoded {@code nextPageKey}, which must be the only parameter; null if it is absent or invalid.
     *
     * @param decoder returns empty for an invalid page key
     */
    public <T> @Nullable T pageKey(Function<String, Optional<T>> decoder) {
        if (has(NEXT_PAGE_KEY) && request.queryParameterNames().size() > 1) {
            violations.add(NEXT_PAGE_KEY, ViolationReason.INCONSISTENT, "must not be combined with other parameters");
            return null;
        }
        return parse(
                NEXT_PAGE_KEY,
                text -> decoder.apply(text)
                        .orElseThrow(() -> new InvalidValueException(
                                ViolationReason.PAGE_KEY, "is invalid or was issued to another token")));
    }

    /** @throws ApiException.InvalidRequestException with all violations, if there are any */
    public void throwIfInvalid() {
        violations.throwIfAnyByPath();
    }

    /** Parses an integer from 1 to {@code max}, which must be less than 100,000. */
    public static int parsePositive(String text, int max) throws InvalidValueException {
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > max) {
            throw new InvalidValueException(ViolationReason.OUT_OF_RANGE, "must be a whole number from 1 to " + max);
        }
        return number;
    }
}
