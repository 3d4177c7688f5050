package dev.tokenry.local.template;

import java.util.LinkedHashMap;
import java.util.Map;

/** What stacks offer to those that start after them: values by export name, and by name of an SSM parameter. */
public record Published(Map<String, String> exports, Map<String, String> parameters) {

    public static final Published NOTHING = new Published(Map.of(), Map.of());

    public Published {
        exports = Map.copyOf(exports);
        parameters = Map.copyOf(parameters);
    }

    /** All of both; a name is given once, as in an account. */
    public Published and(Published more) {
        return new Published(both("export", exports, more.exports), both("SSM parameter", parameters, more.parameters));
    }

    String export(String name, String where) {
        return known(exports, name, where, "no stack here exports ");
    }

    String parameter(String name, String where) {
        return known(parameters, name, where, "no stack here has an SSM parameter ");
    }

    private static String known(Map<String, String> values, String name, String where, String otherwise) {
        String value = values.get(name);
        if (value == null) {
            throw TemplateException.at(where, otherwise + name);
        }
        return value;
    }

    private static Map<String, String> both(String kind, Map<String, String> first, Map<String, String> second) {
        Map<String, String> all = new LinkedHashMap<>(first);
        second.forEach((name, value) -> {
            if (all.put(name, value) != null) {
                throw new TemplateException("Two stacks have the " + kind + " " + name);
            }
        });
        return all;
    }
}
