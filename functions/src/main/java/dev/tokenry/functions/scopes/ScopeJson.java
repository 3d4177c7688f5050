package dev.tokenry.functions.scopes;

import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The JSON representation of a scope. It omits fields without a value. */
final class ScopeJson {

    /** The fields that a put does not change. Clients may send them back. */
    static final Set<String> READ_ONLY = Set.of("source", "aliases", "api", "version");

    private ScopeJson() {}

    static Map<String, Object> of(ScopeCatalogue.Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", entry.scope().name());
        json.put("description", entry.description());
        json.put("source", entry.source().value());
        json.put("aliases", entry.aliases());
        if (entry.api() != null) {
            json.put("api", entry.api());
        }
        if (entry.deprecated()) {
            json.put("deprecated", true);
        }
        Scope replacedBy = entry.replacedBy();
        if (replacedBy != null) {
            json.put("replacedBy", replacedBy.name());
        }
        if (entry.version() != null) {
            json.put("version", entry.version());
        }
        return json;
    }
}
