package dev.tokenry.exchange.encoding;

import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON in one form: members in the order of their names, no blanks, and escape sequences only where JSON needs
 * them.
 */
public final class CanonicalJson {

    private static final char FIRST_PRINTABLE = ' ';

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    /**
     * Returns the text of a value. {@link StrictJsonParser} reads it as an equal value, within its limits.
     *
     * @throws IllegalArgumentException if the value contains a number that is no integer
     */
    public static String write(JsonValue value) {
        CanonicalJson json = new CanonicalJson();
        json.value(value);
        return json.text.toString();
    }

    private void value(JsonValue value) {
        switch (value) {
            case JsonObject object -> object(object);
            case JsonValue.Array(var elements) -> {
                text.append('[');
                for (int i = 0; i < elements.size(); i++) {
                    separate(i);
                    value(elements.get(i));
                }
                text.append(']');
            }
            case JsonValue.Text(String string) -> string(string);
            case JsonValue.Whole(long number) -> text.append(number);
            case JsonValue.Bool(boolean bool) -> text.append(bool);
            case JsonValue.Null() -> text.append("null");
            case JsonValue.OtherNumber _ -> throw new IllegalArgumentException("The number has no canonical form");
        }
    }

    private void object(JsonObject object) {
        Map<String, JsonValue> members = new TreeMap<>();
        object.names().forEach(name -> members.put(name, object.find(name).orElseThrow()));
        text.append('{');
        int i = 0;
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            separate(i++);
            string(member.getKey());
            text.append(':');
            value(member.getValue());
        }
        text.append('}');
    }

    private void separate(int index) {
        if (index > 0) {
            text.append(',');
        }
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE) {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
