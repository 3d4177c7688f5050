package dev.tokenry.functions.scopetemplates;

import dev.tokenry.model.ScopeTemplate;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON representation of a scope template. It omits fields without a value. */
final class ScopeTemplateJson {

    private ScopeTemplateJson() {}

    static Map<String, Object> of(ScopeTemplate template) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", template.name());
        if (template.description() != null) {
            json.put("description", template.description());
        }
        json.put("scopes", template.scopes().requestedNames());
        return json;
    }
}
