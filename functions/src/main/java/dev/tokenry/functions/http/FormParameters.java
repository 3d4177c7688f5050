package dev.tokenry.functions.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a form ({@code application/x-www-form-urlencoded}). Only one text is read as a parameter: a percent
 * sign is followed by two hexadecimal digits, and the bytes are UTF-8.
 */
public final class FormParameters {

    private final Map<String, List<String>> values;

    private FormParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Parses a form; empty if it is not correctly encoded. */
    static Optional<FormParameters> parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String parameter : text.split("&", -1)) {
            if (parameter.isEmpty()) {
                continue;
            }
            int separator = parameter.indexOf('=');
            Optional<String> name = decode(separator < 0 ? parameter : parameter.substring(0, separator));
            Optional<String> value = decode(separator < 0 ? "" : parameter.substring(separator + 1));
            if (name.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            values.computeIfAbsent(name.get(), _ -> new ArrayList<>()).add(value.get());
        }
        return Optional.of(new FormParameters(values));
    }

    /** Returns the names of all parameters, those without a value included. */
    public Set<String> names() {
        return values.keySet();
    }

    /** Returns whether a parameter is there more than once, with or without values. */
    public boolean isRepeated(String name) {
        return values.getOrDefault(name, List.of()).size() > 1;
    }

    /**
     * Returns the value of a parameter that is not repeated; empty if it is absent. An empty value equals an absent
     * one.
     */
    public Optional<String> find(String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** Returns no values: they can be secrets. */
    @Override
    public String toString() {
        return "FormParameters" + values.keySet();
    }

    private static Optional<String> decode(String encoded) {
        return PercentEncoding.decode(encoded.replace('+', ' '));
    }
}
