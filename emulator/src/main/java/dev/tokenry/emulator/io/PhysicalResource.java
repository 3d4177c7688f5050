package dev.tokenry.emulator.io;

import java.util.Map;

/** A provisioned resource, as {@code Ref} and {@code Fn::GetAtt} return it. */
public record PhysicalResource(String ref, Map<String, String> attributes) {

    /** Copies the attributes. */
    public PhysicalResource {
        attributes = Map.copyOf(attributes);
    }
}
