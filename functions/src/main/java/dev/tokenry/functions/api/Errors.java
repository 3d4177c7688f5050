package dev.tokenry.functions.api;

import dev.tokenry.token.Problem;
import dev.tokenry.token.Problem.Violation;
import dev.tokenry.token.Unavailable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The one place where what went wrong becomes an answer in the error envelope. */
final class Errors {

    /** Seconds after which it is worth trying again when something was away. */
    private static final String RETRY_AFTER = "2";

    private static final int MOST_FRAMES = 20;

    private Errors() {}

    static Answer caught(Supplier<Answer> work, Consumer<String> log) {
        try {
            return work.get();
        } catch (Problem problem) {
            return answer(problem);
        } catch (Unavailable e) {
            log.accept("unavailable: " + e.getMessage() + (e.getCause() == null ? "" : " (" + e.getCause() + ")"));
            return envelope(503, "The service is not available for the moment. Try again.", List.of())
                    .with("Retry-After", RETRY_AFTER);
        } catch (RuntimeException e) {
            log.accept(trace(e));
            return envelope(500, "Something went wrong on our side.", List.of());
        }
    }

    private static Answer answer(Problem problem) {
        List<Violation> violations = problem instanceof Problem.Invalid invalid ? invalid.violations() : List.of();
        return envelope(status(problem), String.valueOf(problem.getMessage()), violations);
    }

    private static int status(Problem problem) {
        return switch (problem) {
            case Problem.Invalid _ -> 400;
            case Problem.Forbidden _ -> 403;
            case Problem.NotFound _ -> 404;
            case Problem.Conflict _, Problem.NameTaken _ -> 409;
            case Problem.PreconditionFailed _ -> 412;
            case Problem.TooLarge _ -> 413;
            case Problem.UnsupportedMediaType _ -> 415;
            case Problem.KeyReused _ -> 422;
        };
    }

    private static Answer envelope(int code, String message, List<Violation> violations) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        if (!violations.isEmpty()) {
            error.put(
                    "constraintViolations",
                    violations.stream().map(Errors::json).toList());
        }
        return new Answer(code, Map.of("error", error), Map.of());
    }

    private static Map<String, Object> json(Violation violation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", violation.path());
        json.put("message", violation.message());
        json.put("parameterLocation", violation.place().name());
        json.put("location", null);
        return json;
    }

    /** Where it happened. Messages of unknown failures stay out: nobody can say what they quote. */
    private static String trace(RuntimeException e) {
        StringBuilder trace = new StringBuilder("failed: ").append(e.getClass().getName());
        if (e instanceof IllegalStateException) {
            trace.append(": ").append(e.getMessage());
        }
        StackTraceElement[] frames = e.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
            trace.append("\n  at ").append(frames[i]);
        }
        return trace.toString();
    }
}
