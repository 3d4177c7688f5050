package dev.tokenry.emulator.apigateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names with several values each, such as headers and query parameters. */
record MultiMap(Map<String, List<String>> all) {

    MultiMap() {
        this(new LinkedHashMap<>());
    }

    void add(String name, String value) {
        all.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
    }

    /** Returns the last value of each name. */
    Map<String, String> last() {
        Map<String, String> result = new LinkedHashMap<>();
        all.forEach((name, values) -> result.put(name, values.getLast()));
        return result;
    }

    /** Returns the last value of a header, ignoring case, or an empty string. */
    String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? "" : values.getLast();
    }

    /** Returns all values of a header, ignoring case. */
    List<String> headers(String name) {
        return all.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
    }

    /** Returns the values of each name, joined by commas, as HTTP APIs pass them on. */
    Map<String, String> joined() {
        Map<String, String> result = new LinkedHashMap<>();
        all.forEach((name, values) -> result.put(name, String.join(",", values)));
        return result;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }
}
