package dev.tokenry.emulator.lambda;

import com.fasterxml.jackson.core.JacksonException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tokenry.emulator.io.EmulatorJson;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Invoke} operation of Lambda, for functions without a route: {@code aws lambda invoke --endpoint-url …}.
 *
 * <p>Every process on this machine may invoke functions, so signatures are not verified. Web pages are rejected: for
 * another origin a browser adds an Authorization header only after a successful preflight request, and for this origin
 * it adds an Origin header to each POST request. The server rejects requests for a host name that a page rebinds.
 */
public final class InvokeEndpoint implements HttpHandler {

    public static final String PATH = "/2015-03-31/functions/";

    // A logical id, a name, or a full or partial ARN, optionally with an alias or a version.
    private static final Pattern FUNCTION_NAME = Pattern.compile(
            "(?:(?:arn:aws:lambda:[a-z0-9-]+:)?[0-9]{12}:function:)?([A-Za-z0-9_-]+)(?::[A-Za-z0-9_$-]+)?");
    private static final Pattern INVOCATION_PATH = Pattern.compile(Pattern.quote(PATH) + "([^/]+)/invocations");

    private final Function<String, Optional<String>> functionNames;
    private final Map<String, EmulatedFunction> functions;

    /** @param functionNames returns the name of the function that a path invokes, or empty if it invokes none */
    private InvokeEndpoint(Function<String, Optional<String>> functionNames, Map<String, EmulatedFunction> functions) {
        this.functionNames = functionNames;
        this.functions = Map.copyOf(functions);
    }

    /** @param functions the functions that can be invoked, by logical id */
    public InvokeEndpoint(Map<String, EmulatedFunction> functions) {
        this(InvokeEndpoint::functionName, functions);
    }

    /** Creates an endpoint that invokes one function, at this path and no other. */
    public static InvokeEndpoint of(String path, EmulatedFunction function) {
        String name = function.spec().logicalId();
        return new InvokeEndpoint(
                requested -> requested.equals(path) ? Optional.of(name) : Optional.empty(), Map.of(name, function));
    }

    private static Optional<String> functionName(String path) {
        Matcher matcher = INVOCATION_PATH.matcher(path);
        return matcher.matches()
                ? Optional.of(URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(EmulatedFunction.MAX_PAYLOAD_BYTES + 1);
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            toResponse(exchange, body).send(exchange);
        }
    }

    private InvokeResponse toResponse(HttpExchange exchange, byte[] body) {
        if (!isSignedByOperator(exchange.getRequestHeaders())) {
            return InvokeResponse.error(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        Optional<String> requested =
                functionNames.apply(exchange.getRequestURI().getRawPath());
        if (!exchange.getRequestMethod().equals("POST") || requested.isEmpty()) {
            return InvokeResponse.error(404, "UnknownOperationException", "Only Invoke is emulated");
        }
        String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
        if (type != null && !type.equals("RequestResponse")) {
            return InvokeResponse.error(400, "InvalidParameterValueException", "Only RequestResponse is emulated");
        }
        if (body.length > EmulatedFunction.MAX_PAYLOAD_BYTES) {
            return InvokeResponse.error(413, "RequestTooLargeException", "The payload is larger than 6 MB");
        }
        byte[] payload = body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body;
        if (!isJson(payload)) {
            return InvokeResponse.error(
                    400, "InvalidRequestContentException", "Could not parse request body into json");
        }
        String name = requested.orElseThrow();
        return find(name)
                .map(function -> InvokeResponse.of(function.invoke(payload)))
                .orElseGet(() -> InvokeResponse.error(404, "ResourceNotFoundException", "Function not found: " + name));
    }

    private static boolean isSignedByOperator(Headers headers) {
        String authorization = headers.getFirst("Authorization");
        return authorization != null && authorization.startsWith("AWS4-HMAC-SHA256 ") && !headers.containsKey("Origin");
    }

    private Optional<EmulatedFunction> find(String qualifiedName) {
        Matcher matcher = FUNCTION_NAME.matcher(qualifiedName);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        return Optional.ofNullable(functions.get(name))
                .or(() -> functions.values().stream()
                        .filter(each -> each.spec().name().equals(name))
                        .findFirst());
    }

    private static boolean isJson(byte[] payload) {
        try {
            return !EmulatorJson.MAPPER.readTree(payload).isMissingNode();
        } catch (JacksonException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Not a record, because its body can contain a secret, which must not be printed. */
    private static final class InvokeResponse {

        private final int status;
        private final Map<String, String> headers;
        private final String body;

        private InvokeResponse(int status, Map<String, String> headers, String body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        static InvokeResponse of(InvocationResult outcome) {
            return switch (outcome) {
                case InvocationResult.Payload payload -> new InvokeResponse(200, Map.of(), payload.json());
                case InvocationResult.FunctionError(var type, var message) ->
                    new InvokeResponse(
                            200,
                            Map.of("X-Amz-Function-Error", "Unhandled"),
                            EmulatorJson.toString(Map.of("errorType", type, "errorMessage", message)));
            };
        }

        static InvokeResponse error(int status, String type, String message) {
            return new InvokeResponse(
                    status,
                    Map.of("X-Amzn-ErrorType", type),
                    EmulatorJson.toString(Map.of("Type", "User", "Message", message)));
        }

        void send(HttpExchange exchange) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
