package dev.tokenry.functions.http;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.IssuerUnavailableException;
import dev.tokenry.error.OutcomeUnknownException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ServiceUnavailableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Maps exceptions to error responses. All errors of functions are created here. */
final class ErrorMapper {

    /** Seconds to wait before a retry when a dependency is unavailable. */
    private static final String RETRY_AFTER_SECONDS = "2";

    /** Seconds to wait before a retry while management is frozen, which takes minutes. */
    private static final String FROZEN_RETRY_AFTER_SECONDS = "60";

    /** Seconds to wait before a retry when the keys of an issuer are not known. They are fetched once a minute. */
    private static final String ISSUER_RETRY_AFTER_SECONDS = "60";

    private static final String UNAVAILABLE_MESSAGE = "The service is temporarily unavailable. Retry later.";
    private static final String OUTCOME_UNKNOWN_MESSAGE =
            "It is not known whether the change was made, or all of it. Read the resource before you retry.";

    private static final int MAX_STACK_FRAMES = 20;

    private ErrorMapper() {}

    /** Returns the response of the action, or the error response of the exception that it throws. */
    static ApiResponse mapping(Supplier<ApiResponse> action, ErrorLog log) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            ApiResponse response = toEnvelope(map(e, log));
            return response.status() == 503 ? response.withHeader("Retry-After", retryAfter(e)) : response;
        }
    }

    /** As {@link #mapping}, for callers that receive a text and not an error envelope. */
    static <T> T mappingToText(Supplier<T> action, Function<String, T> onError, ErrorLog log) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            return onError.apply(map(e, log).summary());
        }
    }

    /** An error as the caller sees it. */
    private record MappedError(int status, ErrorReason reason, String message, List<ConstraintViolation> violations) {

        String summary() {
            return violations.isEmpty()
                    ? message
                    : violations.stream().map(ConstraintViolation::message).collect(Collectors.joining("; "));
        }
    }

    private static MappedError map(RuntimeException e, ErrorLog log) {
        return switch (e) {
            case ApiException exception -> {
                if (isDenial(exception)) {
                    log.denied(status(exception), exception.reason());
                }
                yield new MappedError(
                        status(exception),
                        exception.reason(),
                        String.valueOf(exception.getMessage()),
                        exception instanceof ApiException.InvalidRequestException invalid
                                ? invalid.violations()
                                : List.of());
            }
            case ServiceUnavailableException unavailable -> {
                log.unavailable(unavailable);
                yield unavailable instanceof OutcomeUnknownException
                        ? new MappedError(503, ErrorReason.OUTCOME_UNKNOWN, OUTCOME_UNKNOWN_MESSAGE, List.of())
                        : new MappedError(503, ErrorReason.UNAVAILABLE, UNAVAILABLE_MESSAGE, List.of());
            }
            default -> {
                log.failed(stackTrace(e));
                yield new MappedError(500, ErrorReason.INTERNAL, "Internal server error.", List.of());
            }
        };
    }

    /** Returns whether the error is about what the principal may do. All others are about the request or the state. */
    private static boolean isDenial(ApiException exception) {
        return switch (exception) {
            case ApiException.ForbiddenException _ -> true;
            case ApiException.NotFoundException notFound -> notFound.isDenial();
            case ApiException.InvalidRequestException _,
                    ApiException.ConflictException _,
                    ApiException.NameAlreadyExistsException _,
                    ApiException.PreconditionFailedException _,
                    ApiException.PayloadTooLargeException _,
                    ApiException.UnsupportedMediaTypeException _,
                    ApiException.IdempotencyKeyReusedException _,
                    ApiException.ManagementFrozenException _ -> false;
        };
    }

    private static int status(ApiException exception) {
        return switch (exception) {
            case ApiException.InvalidRequestException _ -> 400;
            case ApiException.ForbiddenException _ -> 403;
            case ApiException.NotFoundException _ -> 404;
            case ApiException.ConflictException _, ApiException.NameAlreadyExistsException _ -> 409;
            case ApiException.PreconditionFailedException _ -> 412;
            case ApiException.PayloadTooLargeException _ -> 413;
            case ApiException.UnsupportedMediaTypeException _ -> 415;
            case ApiException.IdempotencyKeyReusedException _ -> 422;
            case ApiException.ManagementFrozenException _ -> 503;
        };
    }

    private static ApiResponse toEnvelope(MappedError mapped) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", mapped.status());
        error.put("message", mapped.message());
        if (!mapped.violations().isEmpty()) {
            error.put(
                    "constraintViolations",
                    mapped.violations().stream().map(ErrorMapper::toJson).toList());
        }
        error.put("reason", mapped.reason().value());
        return new ApiResponse(mapped.status(), Map.of("error", error), Map.of());
    }

    private static String retryAfter(RuntimeException e) {
        return switch (e) {
            case ApiException.ManagementFrozenException _ -> FROZEN_RETRY_AFTER_SECONDS;
            case IssuerUnavailableException _ -> ISSUER_RETRY_AFTER_SECONDS;
            default -> RETRY_AFTER_SECONDS;
        };
    }

    private static Map<String, Object> toJson(ConstraintViolation violation) {
        // A route fills in a missing location. A direct invocation has no route, and consists only of a body.
        ParameterLocation location = Objects.requireNonNullElse(violation.location(), ParameterLocation.PAYLOAD_BODY);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", violation.path());
        json.put("reason", violation.reason().value());
        json.put("message", violation.message());
        json.put("parameterLocation", location.name());
        json.put("location", null);
        return json;
    }

    /** Returns a stack trace, without the messages of unknown exceptions, because they may quote secrets. */
    private static String stackTrace(RuntimeException e) {
        StringBuilder trace = new StringBuilder("failed: ").append(e.getClass().getName());
        if (e instanceof IllegalStateException) {
            trace.append(": ").append(e.getMessage());
        }
        StackTraceElement[] frames = e.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, MAX_STACK_FRAMES); i++) {
            trace.append("\n  at ").append(frames[i]);
        }
        return trace.toString();
    }
}
