package dev.tokenry.emulator.kms;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of a KMS request, which are validated when they are read. */
record KmsRequest(JsonNode request) {

    String string(String name) {
        return required(name).asText();
    }

    String string(String name, String defaultValue) {
        return request.path(name).asText(defaultValue);
    }

    String oneOf(String name, Set<String> values) {
        String value = string(name);
        if (!values.contains(value)) {
            throw KmsErrors.invalid("Value '" + value + "' at '" + name + "' must be one of " + new TreeSet<>(values));
        }
        return value;
    }

    byte[] bytes(String name, int maxLength) {
        byte[] value = binary(name);
        if (value.length < 1 || value.length > maxLength) {
            throw KmsErrors.invalid("Value at '" + name + "' must have length between 1 and " + maxLength);
        }
        return value;
    }

    int number(String name, int defaultValue, int min, int max) {
        int value = request.path(name).asInt(defaultValue);
        if (value < min || value > max) {
            throw KmsErrors.invalid("Value at '" + name + "' must be between " + min + " and " + max);
        }
        return value;
    }

    private byte[] binary(String name) {
        try {
            return required(name).binaryValue();
        } catch (IOException e) {
            throw KmsErrors.invalid("Value at '" + name + "' must be Base64");
        }
    }

    private JsonNode required(String name) {
        JsonNode value = request.path(name);
        if (!value.isTextual()) {
            throw KmsErrors.invalid("Value null at '" + name + "' must not be null");
        }
        return value;
    }
}
