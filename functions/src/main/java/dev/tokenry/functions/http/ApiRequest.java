package dev.tokenry.functions.http;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.TokenId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request from a REST API (payload 1.0): the path is raw, the query is decoded, and empty maps are absent. */
public final class ApiRequest {

    private final APIGatewayProxyRequestEvent event;
    private final ErrorLog log;
    private final LambdaLogger logger;

    ApiRequest(APIGatewayProxyRequestEvent event, ErrorLog log, LambdaLogger logger) {
        this.event = event;
        this.log = log;
        this.logger = logger;
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
    public RequestInfo info() {
        return info(event);
    }

    static RequestInfo info(APIGatewayProxyRequestEvent event) {
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
     * Returns the user name in the path.
     *
     * @throws ApiException.NotFoundException when no user can have this name
     */
    public OwnerName userName() {
        return OwnerName.parse(pathParameter("name")).orElseThrow(ApiException.NotFoundException::new);
    }

    /**
     * Returns the name of a record in the path, which has the form of the name of a project.
     *
     * @throws ApiException.NotFoundException when no record can have this name
     */
    public String recordName() {
        return Optional.of(pathParameter("name"))
                .filter(NameRules::isValidProject)
                .orElseThrow(ApiException.NotFoundException::new);
    }

    /**
     * Returns the name of the project in the path.
     *
     * @throws ApiException.NotFoundException when no project can have this name
     */
    public String project() {
        return Optional.of(pathParameter("project"))
                .filter(NameRules::isValidProject)
                .orElseThrow(ApiException.NotFoundException::new);
    }

    /**
     * Returns a path parameter, decoded.
     *
     * @throws ApiException.NotFoundException when it is not correctly percent-encoded
     */
    public String pathParameter(String name) {
        String value = event.getPathParameters() == null
                ? null
                : event.getPathParameters().get(name);
        if (value == null) {
            throw new IllegalStateException("The route has no path parameter " + name);
        }
        return PathSegment.decode(value).orElseThrow(ApiException.NotFoundException::new);
    }

    /** Returns the names of all query parameters that have a value. An empty parameter equals an absent one. */
    public Set<String> queryParameterNames() {
        Map<String, List<String>> all = event.getMultiValueQueryStringParameters();
        return all == null
                ? Set.of()
                : all.keySet().stream()
                        .filter(name -> !queryValues(name).isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns a query parameter; empty if it has no value.
     *
     * @throws ApiException.InvalidRequestException when it is specified more than once
     */
    public Optional<String> queryParameter(String name) {
        List<String> values = queryValues(name);
        if (values.size() > 1) {
            throw new ApiException.InvalidRequestException(
                    name, ViolationReason.DUPLICATE, name + " is specified more than once", ParameterLocation.QUERY);
        }
        return values.stream().findFirst();
    }

    private List<String> queryValues(String name) {
        Map<String, List<String>> all = event.getMultiValueQueryStringParameters();
        return all == null
                ? List.of()
                : all.getOrDefault(name, List.of()).stream()
                        .filter(value -> !value.isEmpty())
                        .toList();
    }

    /** Returns the precondition of the headers that {@link AuthenticatedApiHandler#preconditions} names. */
    public Precondition precondition() {
        return PreconditionHeaders.parse(this::headers);
    }

    /** @throws ApiException.InvalidRequestException when there is a precondition that is not one of these */
    void rejectPreconditionsExcept(Set<String> supported) {
        PreconditionHeaders.rejectOthers(supported, this::headers);
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
        return body(fields -> JsonBody.allowingToken(fields, field)).orElseThrow(ApiRequest::emptyBody);
    }

    /** Returns the body, in which the texts of this list may be token values. */
    public JsonBody bodyAllowingTokens(String field) {
        return body(fields -> JsonBody.allowingTokens(fields, field)).orElseThrow(ApiRequest::emptyBody);
    }

    /**
     * Returns the bytes of the body as they were sent, for a signature of them; none if there is no body. API Gateway
     * limits their number.
     */
    public byte[] rawBody() {
        String body = event.getBody();
        if (body == null) {
            return new byte[0];
        }
        return Boolean.TRUE.equals(event.getIsBase64Encoded())
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }

    private Optional<JsonBody> body(Function<ObjectNode, JsonBody> factory) {
        return bodyText().map(text -> {
            try {
                return factory.apply(StrictJson.parseObject(text));
            } catch (StrictJson.MalformedJsonException e) {
                throw RequestBody.Type.JSON.malformed(String.valueOf(e.getMessage()));
            }
        });
    }

    private Optional<String> bodyText() {
        return bodyText(RequestBody.Type.JSON);
    }

    private Optional<String> bodyText(RequestBody.Type type) {
        return RequestBody.read(
                type,
                event.getBody(),
                Boolean.TRUE.equals(event.getIsBase64Encoded()),
                header("Content-Encoding"),
                header("Content-Type"));
    }

    /**
     * Returns the parameters of a body that is a form, and is declared as one.
     *
     * @throws ApiException.UnsupportedMediaTypeException when the body is declared as something else or nothing
     * @throws ApiException.InvalidRequestException when the body is not correctly encoded
     */
    public FormParameters form() {
        RequestBody.Type.URL_ENCODED.require(header("Content-Type").orElse(""));
        return FormParameters.parse(bodyText(RequestBody.Type.URL_ENCODED).orElse(""))
                .orElseThrow(() -> RequestBody.Type.URL_ENCODED.malformed("The body is not correctly encoded."));
    }

    /** Returns whether the request has this header, with any value. */
    public boolean hasHeader(String name) {
        return !headers(name).isEmpty();
    }

    /** Logs a line of JSON about the request. */
    public void log(Map<String, Object> json) {
        JsonLog.write(StrictJson.write(json), logger);
    }

    /** Logs a line of JSON about the request, as a warning. */
    public void warn(Map<String, Object> json) {
        JsonLog.warn(StrictJson.write(json), logger);
    }

    /** Logs counts as metrics of the stack. */
    public void logMetrics(
            String stack, Map<String, Integer> counts, Map<String, String> dimensions, InstantSource clock) {
        MetricLine.log(stack, counts, dimensions, clock, logger);
    }

    /**
     * Returns the {@code Idempotency-Key} header.
     *
     * @param operation distinguishes requests of other operations or resources with the same key and body
     */
    public Optional<IdempotencyKey> idempotencyKey(String operation) {
        return IdempotencyKeyHeader.parse(
                headers(IdempotencyKeyHeader.NAME), operation, () -> bodyText().orElse(""));
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
     * Rejects query parameters, preconditions, and token values outside the body.
     *
     * @throws ApiException.InvalidRequestException when there is one
     */
    public void rejectAllButBody() {
        rejectTokenValues();
        rejectPreconditionsExcept(Set.of());
        new QueryParameters(this, Set.of()).throwIfInvalid();
    }

    /**
     * Rejects token values in path, query and headers. {@link JsonBody} rejects those in a body.
     *
     * @throws ApiException.InvalidRequestException when there is one
     */
    public void rejectTokenValues() {
        Violations violations = new Violations(ParameterLocation.PATH);
        TokenLeakGuard.check(decodedPathParameters(), ParameterLocation.PATH, violations);
        TokenLeakGuard.check(event.getMultiValueQueryStringParameters(), ParameterLocation.QUERY, violations);
        TokenLeakGuard.check(event.getMultiValueHeaders(), ParameterLocation.HEADER, violations);
        violations.throwIfAny();
    }

    private static ApiException emptyBody() {
        return new ApiException.InvalidRequestException(
                "body", ViolationReason.REQUIRED, "The body is empty.", ParameterLocation.PAYLOAD_BODY);
    }

    private @Nullable Map<String, List<String>> decodedPathParameters() {
        return event.getPathParameters() == null
                ? null
                : event.getPathParameters().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                it -> List.of(PathSegment.decode(it.getValue()).orElse(it.getValue()))));
    }

    /** Returns the value of a header; empty if the request does not have it exactly once. */
    public Optional<String> singleHeader(String name) {
        List<String> values = headers(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
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
}
