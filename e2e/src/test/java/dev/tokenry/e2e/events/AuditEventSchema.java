package dev.tokenry.e2e.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The published schema of audit events. It permits fields that it does not describe, because later releases may add
 * some. What this release sends must be described, so that {@link #violations} permits no others.
 */
public final class AuditEventSchema {

    private static final Path FILE = Path.of("..", "docs", "events", "audit-event.schema.json");

    private final JsonNode published;
    private final Schema strict;

    private AuditEventSchema(JsonNode published) {
        this.published = published;
        JsonNode closed = published.deepCopy();
        close(closed);
        this.strict = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(closed);
    }

    public static AuditEventSchema read() {
        try {
            return new AuditEventSchema(new JsonMapper().readTree(Files.readString(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the types of events that the schema describes. */
    public List<String> types() {
        return published
                .path("oneOf")
                .valueStream()
                .map(each -> each.at("/properties/type/const").textValue())
                .toList();
    }

    /** Returns the short form of a type. */
    String action(String type) {
        return published
                .path("oneOf")
                .valueStream()
                .filter(each -> type.equals(each.at("/properties/type/const").textValue()))
                .map(each -> each.at("/properties/action/const").textValue())
                .findFirst()
                .orElseThrow();
    }

    /** Returns the violations of the schema, among them fields that it does not describe. */
    public List<String> violations(JsonNode auditEvent) {
        return strict.validate(auditEvent).stream().map(Objects::toString).toList();
    }

    /** Permits no other fields in each object that the schema describes. */
    private static void close(JsonNode schema) {
        schema.forEach(AuditEventSchema::close);
        if (schema instanceof ObjectNode object
                && "object".equals(object.path("type").textValue())
                && object.has("properties")) {
            object.put("unevaluatedProperties", false);
        }
    }
}
