package dev.tokenry.emulator.cloudformation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SAM's {@code Globals}: maps are merged, lists are concatenated, and other values of the resource take precedence. */
final class Globals {

    private static final Map<String, String> SECTIONS = Map.of(
            "AWS::Serverless::Function", "Function",
            "AWS::Serverless::Api", "Api",
            "AWS::Serverless::HttpApi", "HttpApi");

    private final Map<String, Object> globals;

    Globals(Map<String, Object> globals) {
        this.globals = globals;
    }

    Map<String, Object> mergeInto(Map<String, Object> properties, String type) {
        String section = SECTIONS.get(type);
        return section == null
                ? properties
                : merge(TemplateValues.map(globals.get(section), "Globals." + section), properties);
    }

    private static Map<String, Object> merge(Map<String, Object> global, Map<String, Object> specific) {
        Map<String, Object> result = new LinkedHashMap<>(global);
        specific.forEach((key, value) -> result.merge(key, value, Globals::mergeValue));
        return result;
    }

    private static Object mergeValue(Object global, Object specific) {
        if (global instanceof Map<?, ?> first && specific instanceof Map<?, ?> second) {
            return IntrinsicFunctions.isFunction(first) || IntrinsicFunctions.isFunction(second)
                    ? specific
                    : merge(TemplateValues.map(first, "Globals"), TemplateValues.map(second, "Globals"));
        }
        if (global instanceof List<?> first && specific instanceof List<?> second) {
            List<Object> both = new ArrayList<>(first);
            both.addAll(second);
            return both;
        }
        return specific;
    }
}
