package dev.tokenry.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stack's parameters: the template's defaults, some of them overridden, all of them checked. */
final class Parameters {

    private final Map<String, Object> values = new LinkedHashMap<>();

    Parameters(Map<String, Object> declared, Map<String, String> overrides, Published others) {
        overrides.keySet().forEach(name -> {
            if (!declared.containsKey(name)) {
                throw new TemplateException("The template has no parameter " + name);
            }
        });
        declared.forEach((name, declaration) -> {
            String where = "Parameters." + name;
            values.put(name, value(Values.map(declaration, where), overrides.get(name), others, where));
        });
    }

    @Nullable
    Object get(String name) {
        return values.get(name);
    }

    private static Object value(
            Map<String, Object> declaration, @Nullable String override, Published others, String where) {
        Object given = override != null ? override : declaration.get("Default");
        if (given == null) {
            throw TemplateException.at(where, "it has no default and no value was given");
        }
        String value = Values.text(given, where);
        checkPattern(declaration, value, where);
        checkAllowed(declaration, value, where);
        checkNumber(declaration, value, where);
        if ("AWS::SSM::Parameter::Value<String>".equals(declaration.get("Type"))) {
            return others.parameter(value, where);
        }
        boolean many = declaration.get("Type") instanceof String type
                && (type.equals("CommaDelimitedList") || type.startsWith("List<"));
        return many ? List.of(value.split("\\s*,\\s*")) : value;
    }

    private static void checkPattern(Map<String, Object> declaration, String value, String where) {
        if (declaration.get("AllowedPattern") instanceof String pattern && !Pattern.matches(pattern, value)) {
            throw TemplateException.at(where, "'" + value + "' does not match " + pattern);
        }
    }

    private static void checkAllowed(Map<String, Object> declaration, String value, String where) {
        if (declaration.get("AllowedValues") instanceof List<?> allowed
                && allowed.stream().noneMatch(each -> String.valueOf(each).equals(value))) {
            throw TemplateException.at(where, "'" + value + "' is none of " + allowed);
        }
    }

    private static void checkNumber(Map<String, Object> declaration, String value, String where) {
        if (!"Number".equals(declaration.get("Type"))) {
            return;
        }
        if (!value.matches("-?\\d{1,15}(\\.\\d+)?")) {
            throw TemplateException.at(where, "'" + value + "' is not a number");
        }
        double number = Double.parseDouble(value);
        boolean tooSmall = declaration.get("MinValue") instanceof Number least && number < least.doubleValue();
        boolean tooLarge = declaration.get("MaxValue") instanceof Number most && number > most.doubleValue();
        if (tooSmall || tooLarge) {
            throw TemplateException.at(where, value + " is out of range");
        }
    }
}
