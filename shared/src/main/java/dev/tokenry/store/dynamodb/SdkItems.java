package dev.tokenry.store.dynamodb;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts items to those of the AWS SDK and back. */
final class SdkItems {

    private SdkItems() {}

    static Map<String, AttributeValue> toSdk(Map<String, Attribute> item) {
        Map<String, AttributeValue> converted = new LinkedHashMap<>();
        item.forEach((name, value) -> converted.put(name, toSdk(value)));
        return converted;
    }

    static Map<String, Attribute> fromSdk(Map<String, AttributeValue> item) {
        Map<String, Attribute> converted = new LinkedHashMap<>();
        item.forEach((name, value) -> converted.put(name, fromSdk(value)));
        return converted;
    }

    private static AttributeValue toSdk(Attribute value) {
        return switch (value.type()) {
            case S -> AttributeValue.fromS(value.s());
            case N -> AttributeValue.fromN(value.n());
            case B -> AttributeValue.fromB(SdkBytes.fromByteArray(value.b()));
            case BOOL -> AttributeValue.fromBool(value.bool());
            case NULL -> AttributeValue.fromNul(true);
            case L ->
                AttributeValue.fromL(value.l().stream().map(SdkItems::toSdk).toList());
            case M -> AttributeValue.fromM(toSdk(value.m()));
            case SS -> AttributeValue.fromSs(value.ss());
            case NS -> AttributeValue.fromNs(value.ns());
            case BS ->
                AttributeValue.fromBs(value.bs().stream()
                        .map(text -> SdkBytes.fromByteArray(Base64.getDecoder().decode(text)))
                        .toList());
        };
    }

    private static Attribute fromSdk(AttributeValue value) {
        return switch (value.type()) {
            case S -> Attribute.fromS(value.s());
            case N -> Attribute.fromN(value.n());
            case B -> Attribute.fromB(value.b().asByteArray());
            case BOOL -> Attribute.fromBool(value.bool());
            case L -> Attribute.fromL(value.l().stream().map(SdkItems::fromSdk).toList());
            case M -> Attribute.fromM(fromSdk(value.m()));
            case SS -> Attribute.fromSs(value.ss());
            case NS -> Attribute.fromNs(value.ns());
            case BS ->
                Attribute.fromBs(value.bs().stream().map(SdkItems::base64).toList());
            // A value of a type that the SDK does not know is no value that any reader accepts.
            case NUL, UNKNOWN_TO_SDK_VERSION -> Attribute.fromNull();
        };
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    }
}
