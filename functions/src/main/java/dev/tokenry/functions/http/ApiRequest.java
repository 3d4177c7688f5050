package dev.tokenry.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ConstraintViolation;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.TokenId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

/** A request as API Gateway hands it over (REST API, payload 1.0): paths raw, queries decoded, maps absent when empty. */
public final class ApiRequest {

    /** The largest body, in bytes of UTF-8. */
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
                        throw e.mapViolations(violation ->
                                new ConstraintViolation(path, violation.message(), ParameterLocation.PAYLOAD_BODY));
                    }
                },
                log);
    }

    /** Adds the location to a violation that has none: the path if the route has a parameter of this name, else the body. */
    ConstraintViolation locate(ConstraintViolation violation) {
        if (violation.location() != null) {
            return violation;
        }
        boolean inPath =
                event.getPathParameters() != null && event.getPathParameters().containsKey(violation.path());
        return new ConstraintViolation(
                violation.path(),
                violation.message(),
                inPath ? ParameterLocation.PATH : ParameterLocation.PAYLOAD_BODY);
    }

    /** Where the request came from. */
    RequestInfo info() {
        ProxyRequestContext context = event.getRequestContext();
        RequestIdentity identity = context.getIdentity();
        return new RequestInfo(
                context.getRequestId(),
                identity == null ? null : identity.getSourceIp(),
                identity == null ? null : identity.getUserAgent());
    }

    /** The token id in the path. What is no id is as unknown as an id that never was. */
    public TokenId tokenId() {
        return TokenId.parse(pathParameter("id")).orElseThrow(ApiException.NotFoundException::new);
    }

    /** A path parameter as it stands in the path. No name of ours needs an escape, so one with an escape is unknown. */
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

    /** The names of all query parameters. */
    public Set<String> queryParameterNames() {
        return event.getQueryStringParameters() == null
                ? Set.of()
                : event.getQueryStringParameters().keySet();
    }

    /** A query parameter that may be given once. */
    public Optional<String> queryParameter(String name) {
        Map<String, List<String>> all = event.getMultiValueQueryStringParameters();
        if (all != null && all.getOrDefault(name, List.of()).size() > 1) {
            throw new ApiException.InvalidRequestException(
                    name, name + " is given more than once", ParameterLocation.QUERY);
        }
        return Optional.ofNullable(event.getQueryStringParameters()).map(parameters -> parameters.get(name));
    }

    /** Which version of a token this request means to change, by its If-Match header. */
    public Precondition precondition() {
        return IfMatchHeader.parse(headers("If-Match"));
    }

    /** The body, which must be there. */
    public JsonBody body() {
        return optionalBody().orElseThrow(ApiRequest::emptyBody);
    }

    /** The body; empty when the request has none. */
    public Optional<JsonBody> optionalBody() {
        return body(JsonBody::new);
    }

    /** The body, in which this one field may be a whole token. */
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
                    "body", String.valueOf(e.getMessage()), ParameterLocation.PAYLOAD_BODY);
        }
    }

    /** What the sender marks the request with, to send it again if need be. */
    public Optional<IdempotencyKey> idempotencyKey() {
        List<String> values = headers(IDEMPOTENCY_KEY);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw new ApiException.InvalidRequestException(
                    IDEMPOTENCY_KEY, IDEMPOTENCY_KEY + " is given more than once", ParameterLocation.HEADER);
        }
        String body = event.getBody() == null ? "" : event.getBody();
        IdempotencyKey key = IdempotencyKey.parse(values.getFirst(), body)
                .orElseThrow(() -> new ApiException.InvalidRequestException(
                        IDEMPOTENCY_KEY,
                        IDEMPOTENCY_KEY + " must match " + IdempotencyKey.PATTERN,
                        ParameterLocation.HEADER));
        return Optional.of(key);
    }

    /** Where this request went, as its sender wrote it: mapping and stage included, a trailing slash not. */
    public String fullPath() {
        String path = event.getRequestContext().getPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Whether the path ends in a slash, which leads to the same route. */
    public boolean hasTrailingSlash() {
        return event.getRequestContext().getPath().endsWith("/");
    }

    /** What stands for {@code {proxy+}}, as it was sent; empty when the route has none. */
    public Optional<String> proxyPath() {
        return Optional.ofNullable(event.getPathParameters()).map(parameters -> parameters.get("proxy"));
    }

    @Nullable
    Map<String, Object> authorizerContext() {
        return event.getRequestContext() == null
                ? null
                : event.getRequestContext().getAuthorizer();
    }

    /** Refuses a whole token in path, query and headers; bodies look after themselves. */
    public void rejectTokenValues() {
        List<ConstraintViolation> violations = new ArrayList<>(
                TokenLeakGuard.violationsIn(toMultiValue(event.getPathParameters()), ParameterLocation.PATH));
        violations.addAll(
                TokenLeakGuard.violationsIn(event.getMultiValueQueryStringParameters(), ParameterLocation.QUERY));
        violations.addAll(TokenLeakGuard.violationsIn(event.getMultiValueHeaders(), ParameterLocation.HEADER).stream()
                .filter(violation -> !violation.path().equalsIgnoreCase("Authorization"))
                .toList());
        TokenLeakGuard.throwIfAny(violations);
    }

    private static ApiException emptyBody() {
        return new ApiException.InvalidRequestException("body", "The body is empty.", ParameterLocation.PAYLOAD_BODY);
    }

    private static @Nullable Map<String, List<String>> toMultiValue(@Nullable Map<String, String> parameters) {
        return parameters == null
                ? null
                : parameters.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, it -> List.of(it.getValue())));
    }

    /** All values of a header that may be given more than once. */
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
