package dev.tokenry.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.TokenId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request from a REST API (payload 1.0): the path is raw, the query is decoded, and empty maps are absent. */
public final class ApiRequest {

    /** The largest body that is accepted, in bytes of UTF-8. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern JSON_CONTENT_TYPE =
            Pattern.compile("application/(?:[a-z0-9.-]+\\+)?json(?:\\s*;.*)?", Pattern.CASE_INSENSITIVE);

    private final APIGatewayProxyRequestEvent event;
    private final Consumer<String> log;

    ApiRequest(APIGatewayProxyRequestEvent event, Consumer<String> log) {
        this.event = event;
        this.log = log;
    }

    /**
     * Performs one part of the request. An error becomes the response of this part alone.
     *
     * @param path the field of the body that the part is about; all violations of the part name it
     */
    public ApiResponse isolated(String path, Supplier<ApiResponse> operation) {
        return ErrorMapper.mapping(
                () -> {
                    try {
                        return operation.get();
                    } catch (ApiException.InvalidRequestException e) {
                        throw e.mapViolations(violation -> new ConstraintViolation(
                                path, violation.reason(), violation.message(), ParameterLocation.PAYLOAD_BODY));
                    }
                },
                log);
    }

    /** Returns the violation with a location: if it has none, the path for a path parameter, otherwise the body. */
    ConstraintViolation locate(ConstraintViolation violation) {
        if (violation.location() != null) {
            return violation;
        }
        boolean inPath =
                event.getPathParameters() != null && event.getPathParameters().containsKey(violation.path());
        return violation.withLocation(inPath ? ParameterLocation.PATH : ParameterLocation.PAYLOAD_BODY);
    }

    /** Returns the id and the origin of the request. */
    RequestInfo info() {
        ProxyRequestContext context = event.getRequestContext();
        RequestIdentity identity = context.getIdentity();
        return new RequestInfo(
                context.getRequestId(),
                identity == null ? null : identity.getSourceIp(),
                identity == null ? null : identity.getUserAgent());
    }

    /**
     * Returns the token id in the path.
     *
     * @throws ApiException.NotFoundException when it is not a token id
     */
    public TokenId tokenId() {
        return TokenId.parse(pathParameter("id")).orElseThrow(ApiException.NotFoundException::new);
    }

    /**
     * Returns a path parameter.
     *
     * @throws ApiException.NotFoundException when it is percent-encoded, because no valid id or name needs encoding
     */
    public String pathParameter(String name) {
        String value = event.getPathParameters() == null
                ? null
                : event.getPathParameters().get(name);
        if (value == null) {
            throw new IllegalStateException("The route has no path parameter " + name);
        }
        if (value.indexOf('%') >= 0) {
            throw new ApiException.NotFoundException();
        }
        return value;
    }

    /** Returns the names of all query parameters. */
    public Set<String> queryParameterNames() {
        return event.getQueryStringParameters() == null
                ? Set.of()
                : event.getQueryStringParameters().keySet();
    }

    /**
     * Returns a query parameter.
     *
     * @throws ApiException.InvalidRequestException when it is specified more than once
     */
    public Optional<String> queryParameter(String name) {
        Map<String, List<String>> all = event.getMultiValueQueryStringParameters();
        if (all != null && all.getOrDefault(name, List.of()).size() > 1) {
            throw new ApiException.InvalidRequestException(
                    name, ViolationReason.DUPLICATE, name + " is specified more than once", ParameterLocation.QUERY);
        }
        return Optional.ofNullable(event.getQueryStringParameters()).map(parameters -> parameters.get(name));
    }

    /** Returns the precondition of the {@code If-Match} header. */
    public Precondition precondition() {
        return IfMatchHeader.parse(headers("If-Match"));
    }

    /** Returns the body, which is required. */
    public JsonBody body() {
        return optionalBody().orElseThrow(ApiRequest::emptyBody);
    }

    /** Returns the body; empty if the request has none. */
    public Optional<JsonBody> optionalBody() {
        return body(JsonBody::new);
    }

    /** Returns the body, in which this field may be a token value. */
    public JsonBody bodyAllowingToken(String field) {
        return body(fields -> new JsonBody(fields, field)).orElseThrow(ApiRequest::emptyBody);
    }

    private Optional<JsonBody> body(Function<ObjectNode, JsonBody> factory) {
        String text = event.getBody();
        if (text == null) {
            return Optional.empty();
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BODY_BYTES) {
            throw new ApiException.PayloadTooLargeException(MAX_BODY_BYTES);
        }
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (!isJson(header("Content-Type"))) {
            throw new ApiException.UnsupportedMediaTypeException();
        }
        try {
            return Optional.of(factory.apply(StrictJson.parseObject(text)));
        } catch (StrictJson.MalformedJsonException e) {
            throw new ApiException.InvalidRequestException(
                    "body",
                    ViolationReason.MALFORMED_JSON,
                    String.valueOf(e.getMessage()),
                    ParameterLocation.PAYLOAD_BODY);
        }
    }

    /**
     * Returns the {@code Idempotency-Key} header.
     *
     * @param operation distinguishes requests of other operations or resources with the same key and body
     */
    public Optional<IdempotencyKey> idempotencyKey(String operation) {
        List<String> values = headers(IDEMPOTENCY_KEY);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw new ApiException.InvalidRequestException(
                    IDEMPOTENCY_KEY,
                    ViolationReason.DUPLICATE,
                    IDEMPOTENCY_KEY + " is specified more than once",
                    ParameterLocation.HEADER);
        }
        String body = event.getBody() == null ? "" : event.getBody();
        IdempotencyKey key = IdempotencyKey.parse(values.getFirst(), operation, body)
                .orElseThrow(() -> new ApiException.InvalidRequestException(
                        IDEMPOTENCY_KEY,
                        ViolationReason.PATTERN,
                        IDEMPOTENCY_KEY + " must match " + IdempotencyKey.PATTERN,
                        ParameterLocation.HEADER));
        return Optional.of(key);
    }

    /** Returns the path with base-path mapping and stage, without a trailing slash. */
    public String fullPath() {
        String path = event.getRequestContext().getPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Returns whether the path ends in a slash, which leads to the same route. */
    public boolean hasTrailingSlash() {
        return event.getRequestContext().getPath().endsWith("/");
    }

    /** Returns the raw value of {@code {proxy+}}; empty if the route has none. */
    public Optional<String> proxyPath() {
        return Optional.ofNullable(event.getPathParameters()).map(parameters -> parameters.get("proxy"));
    }

    @Nullable
    Map<String, Object> authorizerContext() {
        return event.getRequestContext() == null
                ? null
                : event.getRequestContext().getAuthorizer();
    }

    /**
     * Rejects token values in path, query and headers. {@link JsonBody} rejects those in a body.
     *
     * @throws ApiException.InvalidRequestException when there is one
     */
    public void rejectTokenValues() {
        Violations violations = new Violations(ParameterLocation.PATH);
        TokenLeakGuard.check(toMultiValue(event.getPathParameters()), ParameterLocation.PATH, violations);
        TokenLeakGuard.check(event.getMultiValueQueryStringParameters(), ParameterLocation.QUERY, violations);
        TokenLeakGuard.check(event.getMultiValueHeaders(), ParameterLocation.HEADER, violations);
        violations.throwIfAny();
    }

    private static ApiException emptyBody() {
        return new ApiException.InvalidRequestException(
                "body", ViolationReason.REQUIRED, "The body is empty.", ParameterLocation.PAYLOAD_BODY);
    }

    private static @Nullable Map<String, List<String>> toMultiValue(@Nullable Map<String, String> parameters) {
        return parameters == null
                ? null
                : parameters.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, it -> List.of(it.getValue())));
    }

    /** Returns all values of a header. */
    private List<String> headers(String name) {
        Map<String, List<String>> all = event.getMultiValueHeaders();
        return all == null
                ? header(name).stream().toList()
                : all.entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase(name) && header.getValue() != null)
                        .flatMap(header -> header.getValue().stream())
                        .toList();
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(event.getHeaders())
                .flatMap(headers -> headers.entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    private static boolean isJson(Optional<String> contentType) {
        return contentType
                .map(type -> JSON_CONTENT_TYPE.matcher(type.strip()).matches())
                .orElse(true);
    }
}
