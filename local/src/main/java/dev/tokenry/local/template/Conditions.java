package dev.tokenry.local.template;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The template's conditions, each judged once, when it is first asked for. */
final class Conditions {

    private final Map<String, Object> declared;
    private final Map<String, Boolean> judged = new LinkedHashMap<>();
    private final Set<String> judging = new LinkedHashSet<>();

    Conditions(Map<String, Object> declared) {
        this.declared = declared;
    }

    boolean holds(String name, String where, BiFunction<Object, String, @Nullable Object> resolve) {
        Boolean known = judged.get(name);
        if (known != null) {
            return known;
        }
        Object condition = declared.get(name);
        if (condition == null) {
            throw TemplateException.at(where, "there is no condition " + name);
        }
        if (!judging.add(name)) {
            throw TemplateException.at(where, "the condition " + name + " depends on itself");
        }
        if (!(resolve.apply(condition, "Conditions." + name) instanceof Boolean truth)) {
            throw TemplateException.at("Conditions." + name, "a condition is expected");
        }
        judging.remove(name);
        judged.put(name, truth);
        return truth;
    }
}
