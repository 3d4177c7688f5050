package dev.tokenry.emulator.cloudformation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Copies the properties of a resource into an SDK request, whose members have the same names. */
public final class CloudFormationProperties {

    private final Set<String> ignored;

    /** Creates a converter that ignores these names at any depth. */
    public CloudFormationProperties(Set<String> ignored) {
        this.ignored = ignored;
    }

    /**
     * Copies all properties. A property that the request does not have is an error, so that nothing is ignored
     * silently.
     */
    public <B extends SdkPojo> B copyTo(B builder, Map<?, ?> properties) {
        Map<String, SdkField<?>> fields =
                builder.sdkFields().stream().collect(Collectors.toMap(SdkField::memberName, field -> field));
        properties.forEach((name, value) -> {
            if (ignored.contains(name) || value == null) {
                return;
            }
            SdkField<?> field = fields.get(name);
            if (field == null) {
                throw new IllegalArgumentException("No such property: " + name);
            }
            field.set(builder, convert(field, value));
        });
        return builder;
    }

    private Object convert(SdkField<?> field, Object value) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            SdkPojo pojo = copyTo(field.constructor().get(), (Map<?, ?>) value);
            return ((Buildable) pojo).build();
        }
        if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            return ((List<?>) value).stream().map(item -> convert(member, item)).toList();
        }
        return scalar(type, value.toString(), field);
    }

    /** A template may contain a number or a boolean as text. */
    private static Object scalar(MarshallingType<?> type, String text, SdkField<?> field) {
        if (type == MarshallingType.STRING) {
            return text;
        }
        if (type == MarshallingType.BOOLEAN) {
            return Boolean.valueOf(text);
        }
        if (type == MarshallingType.INTEGER) {
            return Integer.valueOf(text);
        }
        if (type == MarshallingType.LONG) {
            return Long.valueOf(text);
        }
        throw new IllegalArgumentException("Cannot set the property " + field.memberName() + " of type " + type);
    }
}
