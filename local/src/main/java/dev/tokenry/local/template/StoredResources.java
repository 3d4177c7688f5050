package dev.tokenry.local.template;

import dev.tokenry.local.template.ResourceMaker.Made;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The tables, keys, buckets and custom resources made so far; each is made once. */
final class StoredResources {

    private final ResourceMaker maker;
    private final Map<String, Made> made = new LinkedHashMap<>();
    private final Set<String> making = new LinkedHashSet<>();

    StoredResources(ResourceMaker maker) {
        this.maker = maker;
    }

    Made get(Declaration resource, Supplier<Map<String, Object>> properties) {
        String id = resource.logicalId();
        Made known = made.get(id);
        if (known != null) {
            return known;
        }
        if (!making.add(id)) {
            throw TemplateException.at(
                    resource.where(),
                    "resources refer to each other in a circle: " + String.join(" → ", making) + " → " + id);
        }
        Made result = maker.make(id, resource.type(), properties.get());
        making.remove(id);
        made.put(id, result);
        return result;
    }
}
