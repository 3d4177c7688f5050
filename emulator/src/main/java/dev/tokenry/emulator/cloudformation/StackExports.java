package dev.tokenry.emulator.cloudformation;

import java.util.LinkedHashMap;
import java.util.Map;

/** The values that stacks offer to stacks that start later, by export name and by name of an SSM parameter. */
public record StackExports(Map<String, String> exports, Map<String, String> parameters) {

    public static final StackExports EMPTY = new StackExports(Map.of(), Map.of());

    public StackExports {
        exports = Map.copyOf(exports);
        parameters = Map.copyOf(parameters);
    }

    /** Returns the union; a name that occurs twice is an error, as in an AWS account. */
    public StackExports merge(StackExports other) {
        return new StackExports(
                union("export", exports, other.exports), union("SSM parameter", parameters, other.parameters));
    }

    String export(String name, String path) {
        return require(exports, name, path, "no stack exports ");
    }

    String parameter(String name, String path) {
        return require(parameters, name, path, "no stack has an SSM parameter ");
    }

    private static String require(Map<String, String> values, String name, String path, String errorPrefix) {
        String value = values.get(name);
        if (value == null) {
            throw TemplateException.at(path, errorPrefix + name);
        }
        return value;
    }

    private static Map<String, String> union(String type, Map<String, String> first, Map<String, String> second) {
        Map<String, String> all = new LinkedHashMap<>(first);
        second.forEach((name, value) -> {
            if (all.put(name, value) != null) {
                throw new TemplateException("Two stacks have the " + type + " " + name);
            }
        });
        return all;
    }
}
