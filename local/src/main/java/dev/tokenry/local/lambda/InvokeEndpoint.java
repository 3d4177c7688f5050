package dev.tokenry.local.lambda;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's own {@code Invoke}, for functions without a route: {@code aws lambda invoke --endpoint-url …}.
 *
 * <p>Whoever reaches this machine may do what IAM would let an operator do, so signatures are not checked. But a page
 * in a browser must not: it can add no Authorization header for another origin without asking first, which is refused
 * here, and where it passes for this origin, its browser sends an Origin with each POST.
 */
public final class InvokeEndpoint implements HttpHandler {

    public static final String PATH = "/2015-03-31/functions/";

    // A logical id or a name, or an ARN of either length, perhaps with an alias or a version.
    private static final Pattern FUNCTION = Pattern.compile(
            "(?:(?:arn:aws:lambda:[a-z0-9-]+:)?[0-9]{12}:function:)?([A-Za-z0-9_-]+)(?::[A-Za-z0-9_$-]+)?");
    private static final Pattern CALL = Pattern.compile(Pattern.quote(PATH) + "([^/]+)/invocations");

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, LocalFunction> functions;

    /** @param functions by logical id, all that may be invoked */
    public InvokeEndpoint(Map<String, LocalFunction> functions) {
        this.functions = Map.copyOf(functions);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LocalFunction.MAX_PAYLOAD_BYTES + 1);
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            reply(exchange, body).send(exchange);
        }
    }

    private Reply reply(HttpExchange exchange, byte[] body) {
        if (!isOfAnOperator(exchange.getRequestHeaders())) {
            return Reply.refused(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        Matcher call = CALL.matcher(exchange.getRequestURI().getRawPath());
        if (!exchange.getRequestMethod().equals("POST") || !call.matches()) {
            return Reply.refused(404, "UnknownOperationException", "Only Invoke is emulated");
        }
        String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
        if (type != null && !type.equals("RequestResponse")) {
            return Reply.refused(400, "InvalidParameterValueException", "Only RequestResponse is emulated");
        }
        if (body.length > LocalFunction.MAX_PAYLOAD_BYTES) {
            return Reply.refused(413, "RequestTooLargeException", "The payload is larger than 6 MB");
        }
        byte[] payload = body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body;
        if (!isJson(payload)) {
            return Reply.refused(400, "InvalidRequestContentException", "Could not parse request body into json");
        }
        String name = URLDecoder.decode(call.group(1), StandardCharsets.UTF_8);
        return find(name)
                .map(function -> Reply.of(function.invoke(payload)))
                .orElseGet(() -> Reply.refused(404, "ResourceNotFoundException", "Function not found: " + name));
    }

    private static boolean isOfAnOperator(Headers headers) {
        String authorization = headers.getFirst("Authorization");
        return authorization != null && authorization.startsWith("AWS4-HMAC-SHA256 ") && !headers.containsKey("Origin");
    }

    private Optional<LocalFunction> find(String given) {
        Matcher matcher = FUNCTION.matcher(given);
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
            return !JSON.readTree(payload).isMissingNode();
        } catch (JacksonException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Not a record: its body can hold a one-time secret, which must not print. */
    private static final class Reply {

        private final int status;
        private final Map<String, String> headers;
        private final String body;

        private Reply(int status, Map<String, String> headers, String body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        static Reply of(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Answer answer -> new Reply(200, Map.of(), answer.json());
                case Outcome.FunctionError(var type, var message) ->
                    new Reply(
                            200,
                            Map.of("X-Amz-Function-Error", "Unhandled"),
                            json(Map.of("errorType", type, "errorMessage", message)));
            };
        }

        static Reply refused(int status, String type, String message) {
            return new Reply(
                    status, Map.of("X-Amzn-ErrorType", type), json(Map.of("Type", "User", "Message", message)));
        }

        void send(HttpExchange exchange) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        private static String json(Map<String, String> object) {
            try {
                return JSON.writeValueAsString(object);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
