package dev.tokenry.emulator.cloudformation;

import java.util.Map;

/** Makes a resource (a table, a key, a bucket, a custom one) when the template first refers to it. */
@FunctionalInterface
public interface ResourceProvisioner {

    Made provision(String logicalId, String type, Map<String, Object> properties);

    /** What {@code Ref} and {@code Fn::GetAtt} give for a resource that exists. */
    record Made(String ref, Map<String, String> attributes) {}
}
