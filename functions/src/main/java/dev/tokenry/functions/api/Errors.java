package dev.tokenry.functions.api;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ConstraintViolation;
import dev.tokenry.error.ServiceUnavailableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The one place where what went wrong becomes an answer in the error envelope. */
final class Errors {

    /** Seconds after which it is worth trying again when something was away. */
    private static final String RETRY_AFTER = "2";

    private static final int MOST_FRAMES = 20;

    private Errors() {}

    static Answer caught(Supplier<Answer> work, Consumer<String> log) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return envelope(failure(e, log));
        }
    }

    /** The same where there is no envelope: what went wrong, in one text. */
    static <T> T told(Supplier<T> work, Function<String, T> failed, Consumer<String> log) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return failed.apply(failure(e, log).text());
        }
    }

    /** What went wrong, as the sender of a request may know it. */
    private record Failure(int code, String message, List<ConstraintViolation> violations) {

        String text() {
            return violations.isEmpty()
                    ? message
                    : violations.stream().map(ConstraintViolation::message).collect(Collectors.joining("; "));
        }
    }

    private static Failure failure(RuntimeException e, Consumer<String> log) {
        return switch (e) {
            case ApiException problem ->
                new Failure(
                        status(problem),
                        String.valueOf(problem.getMessage()),
                        problem instanceof ApiException.InvalidRequestException invalid ? invalid.violations() : List.of());
            case ServiceUnavailableException away -> {
                log.accept("unavailable: " + away.getMessage()
                        + (away.getCause() == null ? "" : " (" + away.getCause() + ")"));
                yield new Failure(503, "The service is not available for the moment. Try again.", List.of());
            }
            default -> {
                log.accept(trace(e));
                yield new Failure(500, "Something went wrong on our side.", List.of());
            }
        };
    }

    private static int status(ApiException problem) {
        return switch (problem) {
            case ApiException.InvalidRequestException _ -> 400;
            case ApiException.ForbiddenException _ -> 403;
            case ApiException.NotFoundException _ -> 404;
            case ApiException.ConflictException _, ApiException.NameAlreadyExistsException _ -> 409;
            case ApiException.PreconditionFailedException _ -> 412;
            case ApiException.PayloadTooLargeException _ -> 413;
            case ApiException.UnsupportedMediaTypeException _ -> 415;
            case ApiException.IdempotencyKeyReusedException _ -> 422;
        };
    }

    private static Answer envelope(Failure failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", failure.code());
        error.put("message", failure.message());
        if (!failure.violations().isEmpty()) {
            error.put(
                    "constraintViolations",
                    failure.violations().stream().map(Errors::json).toList());
        }
        Answer answer = new Answer(failure.code(), Map.of("error", error), Map.of());
        return failure.code() == 503 ? answer.with("Retry-After", RETRY_AFTER) : answer;
    }

    private static Map<String, Object> json(ConstraintViolation violation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", violation.path());
        json.put("message", violation.message());
        json.put("parameterLocation", violation.location().name());
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
