package dev.tokenry.functions.list;

import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.list.selector.RefusedSelector;
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
final class Parameters {

    /** How a value is read. */
    interface Reader<T> {
        T read(String text) throws Refusal, InvalidDateException, RefusedSelector;
    }

    private final ApiRequest request;
    private final List<ConstraintViolation> violations = new ArrayList<>();

    Parameters(ApiRequest request, Set<String> known) {
        this.request = request;
        request.queryParameterNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> refuse(name, "is not a parameter of this list"));
    }

    /** The value of a parameter; null when it is absent or wrong. */
    <T> @Nullable T read(String name, Reader<T> reader) {
        try {
            String text = request.queryParameter(name).orElse(null);
            return text == null ? null : reader.read(text);
        } catch (ApiException.InvalidRequestException e) {
            violations.addAll(e.violations());
        } catch (Refusal | InvalidDateException | RefusedSelector e) {
            refuse(name, String.valueOf(e.getMessage()));
        }
        return null;
    }

    void refuse(String name, String why) {
        violations.add(new ConstraintViolation(name, name + " " + why, ParameterLocation.QUERY));
    }

    void requireAllRight() {
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations.stream()
                    .sorted(Comparator.comparing(ConstraintViolation::path))
                    .toList());
        }
    }
}
