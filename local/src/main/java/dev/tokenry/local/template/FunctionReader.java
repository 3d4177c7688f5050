package dev.tokenry.local.template;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a function's declaration. */
final class FunctionReader {

    // What Lambda and SAM take when the template is silent.
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final int DEFAULT_MEMORY_MEGABYTES = 128;

    private FunctionReader() {}

    static FunctionSpec read(Declaration function, Scope scope) {
        return new FunctionSpec(
                function.logicalId(),
                scope.ids().name(function.logicalId()),
                scope.ids().functionArn(function.logicalId()),
                text(function, "Runtime", "", scope),
                text(function, "Handler", "", scope),
                text(function, "CodeUri", ".", scope),
                inlineCode(function, scope),
                Duration.ofSeconds(number(function, "Timeout", DEFAULT_TIMEOUT_SECONDS, scope)),
                number(function, "MemorySize", DEFAULT_MEMORY_MEGABYTES, scope),
                environment(function, scope));
    }

    private static Map<String, String> environment(Declaration function, Scope scope) {
        String where = function.where() + ".Environment";
        Map<String, Object> environment =
                Values.map(scope.resolve(function.properties().get("Environment"), where), where);
        Map<String, String> result = new LinkedHashMap<>();
        Values.map(environment.get("Variables"), where + ".Variables")
                .forEach((name, value) -> result.put(name, Values.text(value, where + ".Variables." + name)));
        return result;
    }

    private static @Nullable String inlineCode(Declaration function, Scope scope) {
        return function.properties().containsKey("InlineCode") ? text(function, "InlineCode", "", scope) : null;
    }

    private static String text(Declaration function, String property, String otherwise, Scope scope) {
        String where = function.where() + "." + property;
        Object value = scope.resolve(function.properties().getOrDefault(property, otherwise), where);
        return Values.text(value, where);
    }

    private static int number(Declaration function, String property, int otherwise, Scope scope) {
        String where = function.where() + "." + property;
        return Values.number(scope.resolve(function.properties().getOrDefault(property, otherwise), where), where);
    }
}
