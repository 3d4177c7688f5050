package dev.tokenry.e2e.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tokenry.functions.openapi.OpenApiHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The OpenAPI document as served: its operations and their documented responses. */
public final class OpenApiDocument {

    private static final String ID = "https://tokenry.invalid/openapi.json";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
    private static final OpenApiDocument INSTANCE = new OpenApiDocument(readResource());

    private final String text;
    private final JsonNode root;
    private final SchemaRegistry schemas;

    OpenApiDocument(String text) {
        try {
            this.text = text;
            this.root = new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(Map.of(ID, text)));
    }

    public static OpenApiDocument instance() {
        return INSTANCE;
    }

    public String text() {
        return text;
    }

    public JsonNode root() {
        return root;
    }

    /** Returns all operations in document order. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(METHODS::contains)
                        .forEach(method -> operations.add(new Operation(method, path.getKey()))));
        return operations;
    }

    /** Returns the operation that a request matches. Literal segments take precedence over parameters. */
    public Optional<Operation> operation(String method, String path) {
        return operations().stream()
                .filter(each -> each.method().equalsIgnoreCase(method) && each.matches(path))
                .min((one, other) -> one.parameters() - other.parameters());
    }

    /** Returns the location of the response with this status, or empty if it is not documented. */
    Optional<JsonPointer> response(Operation operation, int status) {
        JsonPointer response = operation.pointer().appendProperty("responses").appendProperty(Integer.toString(status));
        return root.at(response).isMissingNode() ? Optional.empty() : Optional.of(resolveReference(response));
    }

    /** Returns the target of the reference at this location, or the location itself if there is none. */
    JsonPointer resolveReference(JsonPointer pointer) {
        JsonNode reference = root.at(pointer).path("$ref");
        return reference.isTextual() ? JsonPointer.compile(reference.textValue().substring(1)) : pointer;
    }

    /** Validates a value against the schema at this location and returns the violations. */
    List<String> violations(JsonPointer schema, JsonNode value) {
        return schemas.getSchema(SchemaLocation.of(ID + "#" + schema)).validate(value).stream()
                .map(Objects::toString)
                .toList();
    }

    private static String readResource() {
        try (InputStream file = OpenApiHandler.class.getResourceAsStream(OpenApiHandler.RESOURCE)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
