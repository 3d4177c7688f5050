package dev.tokenry.emulator.cloudformation;

import dev.tokenry.emulator.io.PhysicalResource;
import java.util.Map;

/** Makes a resource (a table, a key, a bucket, a custom one) when the template first refers to it. */
@FunctionalInterface
public interface ResourceProvisioner {

    PhysicalResource provision(String logicalId, String type, Map<String, Object> properties);
}
