package dev.tokenry.local.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names with several values, as events hold headers and query parameters. */
record MultiMap(Map<String, List<String>> all) {

    MultiMap() {
        this(new LinkedHashMap<>());
    }

    void add(String name, String value) {
        all.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
    }

    /** One value for each name: the last. */
    Map<String, String> last() {
        Map<String, String> result = new LinkedHashMap<>();
        all.forEach((name, values) -> result.put(name, values.getLast()));
        return result;
    }

    /** The last value of a header, whatever its case; empty when there is none. */
    String header(String name) {
        return all.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(each -> each.getValue().getLast())
                .findFirst()
                .orElse("");
    }

    boolean isEmpty() {
        return all.isEmpty();
    }
}
