package dev.tokenry.local.template;

import java.util.Map;

/** Makes a stored resource (a table, a key, a bucket) when the template first refers to it. */
@FunctionalInterface
public interface ResourceMaker {

    Made make(String logicalId, String type, Map<String, Object> properties);

    /** What {@code Ref} and {@code Fn::GetAtt} give for a resource that exists. */
    record Made(String ref, Map<String, String> attributes) {}
}
