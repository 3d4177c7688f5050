package dev.tokenry.e2e.openapi;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validates responses against the OpenAPI document. */
public final class ResponseValidator {

    /** The base paths of the API; other paths, and those with another environment, are not paths of the document. */
    private static final Pattern API_PATH =
            Pattern.compile("(?:/api|/e/default/api|/platform/classic/environment-api)(/[^?#]*|)(?:[?#].*)?");

    /** The paths of the web console, which the document does not describe. */
    private static final Pattern CONSOLE_PATH = Pattern.compile("/console(?:/.*)?");

    /** Headers of HTTP and API Gateway, which any response can contain. */
    private static final Pattern GENERAL_HEADER = Pattern.compile(
            "date|connection|content-(type|length|encoding)|transfer-encoding|vary|x-amzn?-.*|:status",
            Pattern.CASE_INSENSITIVE);

    private static final JsonMapper JSON = new JsonMapper();

    private final OpenApiDocument document;

    public ResponseValidator(OpenApiDocument document) {
        this.document = document;
    }

    /**
     * Fails if the document does not describe this response.
     *
     * @param target the path and query that were sent
     */
    public void assertDocumented(
            String method, String target, int status, Map<String, List<String>> headers, String body) {
        Matcher address = API_PATH.matcher(target);
        if (!address.matches()
                || (method.equals("GET")
                        && CONSOLE_PATH.matcher(address.group(1)).matches())) {
            return;
        }
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        Optional<Operation> operation = document.operation(method, address.group(1));
        List<String> violations = operation
                .map(it -> violations(it, status, byName, body))
                .orElseGet(() -> undocumentedPathViolations(method, status, byName, body));
        if (!violations.isEmpty()) {
            throw new AssertionError("docs/openapi.yaml does not describe this response to "
                    + operation.map(Operation::toString).orElse(method + " where it knows no operation")
                    + ":\n- " + String.join("\n- ", violations) + "\n" + status + " " + byName + "\n" + body);
        }
    }

    private List<String> violations(Operation operation, int status, Map<String, List<String>> headers, String body) {
        Optional<JsonPointer> response = document.response(operation, status);
        if (response.isEmpty()) {
            return List.of("status " + status + " is not one of those of the operation");
        }
        List<String> violations = new ArrayList<>(headerViolations(response.get(), headers));
        JsonPointer content = response.get().appendProperty("content").appendProperty("application/json");
        if (document.root().at(content).isMissingNode()) {
            if (!body.isEmpty()) {
                violations.add("there is a body");
            }
        } else {
            violations.addAll(bodyViolations(content.appendProperty("schema"), headers, body));
        }
        return violations;
    }

    /**
     * A path without an operation returns 404 for every method, unless the gateway cannot decode the query (400) or the
     * body (415).
     */
    private List<String> undocumentedPathViolations(
            String method, int status, Map<String, List<String>> headers, String body) {
        if (status != 404 && status != 400 && status != 415) {
            return List.of("status " + status + " where only a 404 may be");
        }
        JsonPointer schema = JsonPointer.compile("/components/schemas/" + (status == 415 ? "GatewayError" : "Error"));
        return method.equals("HEAD") ? List.of() : bodyViolations(schema, headers, body);
    }

    private List<String> headerViolations(JsonPointer response, Map<String, List<String>> headers) {
        List<String> violations = new ArrayList<>();
        JsonPointer headersPointer = response.appendProperty("headers");
        Map<String, JsonPointer> pointers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        document.root().at(headersPointer).properties().stream()
                .map(Map.Entry::getKey)
                .forEach(name -> pointers.put(name, document.resolveReference(headersPointer.appendProperty(name))));
        pointers.forEach((name, pointer) -> {
            List<String> values = headers.getOrDefault(name, List.of());
            if (values.isEmpty() && document.root().at(pointer).path("required").booleanValue()) {
                violations.add("header " + name + " is missing");
            }
            values.forEach(value -> document.violations(pointer.appendProperty("schema"), TextNode.valueOf(value))
                    .forEach(each -> violations.add("header " + name + each)));
        });
        headers.keySet().stream()
                .filter(name -> !pointers.containsKey(name)
                        && !GENERAL_HEADER.matcher(name).matches())
                .forEach(name -> violations.add("header " + name.toLowerCase(Locale.ROOT) + " is not known"));
        return violations;
    }

    private List<String> bodyViolations(JsonPointer schema, Map<String, List<String>> headers, String body) {
        String type = String.join(", ", headers.getOrDefault("Content-Type", List.of()));
        if (!type.matches("application/json(; charset=utf-8)?")) {
            return List.of("its content type is " + type);
        }
        if (headers.containsKey("Content-Encoding")) {
            return List.of();
        }
        try {
            return document.violations(schema, JSON.readTree(body));
        } catch (JacksonException e) {
            return List.of("the body is not JSON");
        }
    }
}
