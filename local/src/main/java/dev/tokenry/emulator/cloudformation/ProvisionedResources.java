package dev.tokenry.emulator.cloudformation;

import dev.tokenry.emulator.cloudformation.ResourceProvisioner.Made;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The tables, keys, buckets and custom resources made so far; each is made once. */
final class ProvisionedResources {

    private final ResourceProvisioner provisioner;
    private final Map<String, Made> resources = new LinkedHashMap<>();
    private final Set<String> inProgress = new LinkedHashSet<>();

    ProvisionedResources(ResourceProvisioner provisioner) {
        this.provisioner = provisioner;
    }

    Made getOrProvision(ResourceDeclaration resource, Supplier<Map<String, Object>> properties) {
        String id = resource.logicalId();
        Made existing = resources.get(id);
        if (existing != null) {
            return existing;
        }
        if (!inProgress.add(id)) {
            throw TemplateException.at(
                    resource.path(),
                    "resources refer to each other in a circle: " + String.join(" → ", inProgress) + " → " + id);
        }
        Made result = provisioner.provision(id, resource.type(), properties.get());
        inProgress.remove(id);
        resources.put(id, result);
        return result;
    }
}
