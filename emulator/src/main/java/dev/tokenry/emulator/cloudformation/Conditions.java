package dev.tokenry.emulator.cloudformation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The conditions of a template; each is evaluated once, on first use. */
final class Conditions {

    private final Map<String, Object> declared;
    private final Map<String, Boolean> evaluated = new LinkedHashMap<>();
    private final Set<String> inProgress = new LinkedHashSet<>();

    Conditions(Map<String, Object> declared) {
        this.declared = declared;
    }

    boolean evaluate(String name, String path, BiFunction<Object, String, @Nullable Object> resolve) {
        Boolean cached = evaluated.get(name);
        if (cached != null) {
            return cached;
        }
        Object condition = declared.get(name);
        if (condition == null) {
            throw TemplateException.at(path, "the condition does not exist: " + name);
        }
        if (!inProgress.add(name)) {
            throw TemplateException.at(path, "the condition " + name + " depends on itself");
        }
        if (!(resolve.apply(condition, "Conditions." + name) instanceof Boolean result)) {
            throw TemplateException.at("Conditions." + name, "a condition is expected");
        }
        inProgress.remove(name);
        evaluated.put(name, result);
        return result;
    }
}
