package dev.tokenry.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.store.AuditEventFinder.AuditEventRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An audit event, as far as a replay needs it.
 *
 * @param key the key of the record in its table
 * @param action what happened, such as {@code deleted}; empty if the event cannot be read
 * @param version the version of the record after the change, or before a deletion; 0 if the event does not tell it
 */
record StoredEvent(String key, String action, long version, JsonNode json) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DELETED = "deleted";
    private static final String PURGED = "purged";
    private static final String UNPARSED = "unparsed";

    static StoredEvent of(AuditEventRow row) {
        JsonNode json;
        try {
            json = JSON.readTree(row.json());
        } catch (JsonProcessingException e) {
            json = JSON.createObjectNode();
        }
        String action = json.path("action").asText();
        return new StoredEvent(
                key(row.target()),
                action.substring(action.indexOf('.') + 1),
                json.path("version").asLong(),
                json);
    }

    /** The keys of tokens have no prefix, and the id of a record that could not be read is its key. */
    private static String key(String target) {
        String kind = target.substring(0, target.indexOf('#'));
        return kind.equals(Kind.TOKEN.id()) || kind.equals(Kind.RECORD.id())
                ? target.substring(kind.length() + 1)
                : target;
    }

    boolean isDeletion() {
        return action.equals(DELETED) || action.equals(PURGED);
    }

    /** Returns whether the event says what happened. */
    boolean isReadable() {
        return !action.isEmpty() && !action.equals(UNPARSED);
    }

    /** Returns the fields of the record after the change; null if the event does not tell all of them. */
    @Nullable
    Map<String, Object> applyTo(Map<String, Object> fields) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        JsonNode changes = json.path("changes");
        if (!changes.isArray()) {
            return null;
        }
        for (JsonNode change : changes) {
            String field = change.path("field").asText();
            if (change.has("omitted")) {
                return null;
            }
            if (change.has("added") || change.has("removed")) {
                List<String> elements = strings(changed.get(field));
                elements.removeAll(strings(change.path("removed")));
                elements.addAll(strings(change.path("added")));
                changed.put(field, elements);
            } else if (change.has("to")) {
                changed.put(field, value(change.path("to")));
            } else {
                changed.remove(field);
            }
        }
        return changed;
    }

    private static Object value(JsonNode json) {
        return json.isBoolean() ? json.booleanValue() : json.isInt() ? json.intValue() : json.asText();
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asText()));
        return strings;
    }

    private static List<String> strings(@Nullable Object list) {
        List<String> strings = new ArrayList<>();
        if (list instanceof List<?> elements) {
            elements.forEach(element -> strings.add(String.valueOf(element)));
        }
        return strings;
    }
}
