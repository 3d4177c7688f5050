package dev.tokenry.exchange.encoding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON object. Its names are unique. */
public final class JsonObject implements JsonValue {

    private final Map<String, JsonValue> members;

    public JsonObject(Map<String, JsonValue> members) {
        this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public Set<String> names() {
        return members.keySet();
    }

    /** Returns the value of a member; empty if it is absent. The value may be {@link JsonValue.Null}. */
    public Optional<JsonValue> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** Returns the value of a member that is a string; empty if it is absent or of another type. */
    public Optional<String> findText(String name) {
        return members.get(name) instanceof JsonValue.Text(String value) ? Optional.of(value) : Optional.empty();
    }

    /** Returns the names but no values: the claims of an id token belong in no log. */
    @Override
    public String toString() {
        return "JsonObject" + members.keySet();
    }
}
