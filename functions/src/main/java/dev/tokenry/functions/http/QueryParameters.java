package dev.tokenry.functions.http;

import dev.tokenry.error.InvalidValueException;

import dev.tokenry.functions.tokens.selector.RefusedSelector;
import dev.tokenry.time.InvalidDateException;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.error.ApiException.ConstraintViolation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request, read one by one; what is wrong with them is noted, and said of all at once. */
final class QueryParameters {

    /** How a value is read. */
    interface ValueParser<T> {
        T parse(String text) throws InvalidValueException, InvalidDateException, RefusedSelector;
    }

    private final ApiRequest request;
    private final List<ConstraintViolation> violations = new ArrayList<>();

    QueryParameters(ApiRequest request, Set<String> allowedNames) {
        this.request = request;
        request.queryParameterNames().stream()
                .filter(name -> !allowedNames.contains(name))
                .forEach(name -> addViolation(name, "is not a parameter of this list"));
    }

    /** The value of a parameter; null when it is absent or wrong. */
    <T> @Nullable T parse(String name, ValueParser<T> parser) {
        try {
            String text = request.queryParameter(name).orElse(null);
            return text == null ? null : parser.parse(text);
        } catch (ApiException.InvalidRequestException e) {
            violations.addAll(e.violations());
        } catch (InvalidValueException | InvalidDateException | RefusedSelector e) {
            addViolation(name, String.valueOf(e.getMessage()));
        }
        return null;
    }

    void addViolation(String name, String message) {
        violations.add(new ConstraintViolation(name, name + " " + message, ParameterLocation.QUERY));
    }

    void throwIfAny() {
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations.stream()
                    .sorted(Comparator.comparing(ConstraintViolation::path))
                    .toList());
        }
    }
}
