package dev.tokenry.emulator.cloudformation;

import dev.tokenry.emulator.io.PhysicalResource;
import java.util.Map;

/** Creates a resource of an emulated service, or a custom resource, when the template first refers to it. */
@FunctionalInterface
public interface ResourceProvisioner {

    PhysicalResource provision(String logicalId, String type, Map<String, Object> properties);
}
