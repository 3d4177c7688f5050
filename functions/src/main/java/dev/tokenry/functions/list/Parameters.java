package dev.tokenry.functions.list;

import dev.tokenry.functions.api.Request;
import dev.tokenry.functions.list.selector.RefusedSelector;
import dev.tokenry.time.InvalidDateException;
import dev.tokenry.token.Problem;
import dev.tokenry.token.Problem.Place;
import dev.tokenry.token.Problem.Violation;
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

    private final Request request;
    private final List<Violation> violations = new ArrayList<>();

    Parameters(Request request, Set<String> known) {
        this.request = request;
        request.queryNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> refuse(name, "is not a parameter of this list"));
    }

    /** The value of a parameter; null when it is absent or wrong. */
    <T> @Nullable T read(String name, Reader<T> reader) {
        try {
            String text = request.query(name).orElse(null);
            return text == null ? null : reader.read(text);
        } catch (Problem.Invalid e) {
            violations.addAll(e.violations());
        } catch (Refusal | InvalidDateException | RefusedSelector e) {
            refuse(name, String.valueOf(e.getMessage()));
        }
        return null;
    }

    void refuse(String name, String why) {
        violations.add(new Violation(name, name + " " + why, Place.QUERY));
    }

    void requireAllRight() {
        if (!violations.isEmpty()) {
            throw new Problem.Invalid(violations.stream()
                    .sorted(Comparator.comparing(Violation::path))
                    .toList());
        }
    }
}
