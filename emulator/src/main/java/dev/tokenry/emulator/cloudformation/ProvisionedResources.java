package dev.tokenry.emulator.cloudformation;

import dev.tokenry.emulator.io.PhysicalResource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The resources of emulated services and custom resources created so far; each is created once. */
final class ProvisionedResources {

    private final ResourceProvisioner provisioner;
    private final Map<String, PhysicalResource> resources = new LinkedHashMap<>();
    private final Set<String> inProgress = new LinkedHashSet<>();

    ProvisionedResources(ResourceProvisioner provisioner) {
        this.provisioner = provisioner;
    }

    PhysicalResource getOrProvision(ResourceDeclaration resource, Supplier<Map<String, Object>> properties) {
        String id = resource.logicalId();
        PhysicalResource existing = resources.get(id);
        if (existing != null) {
            return existing;
        }
        if (!inProgress.add(id)) {
            throw TemplateException.at(
                    resource.path(),
                    "circular dependency between resources: " + String.join(" → ", inProgress) + " → " + id);
        }
        PhysicalResource result = provisioner.provision(id, resource.type(), properties.get());
        inProgress.remove(id);
        resources.put(id, result);
        return result;
    }
}
