package dev.tokenry.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of one KMS request, each checked as it is read. */
record KmsParameters(JsonNode request) {

    String text(String name) {
        return required(name).asText();
    }

    String text(String name, String otherwise) {
        return request.path(name).asText(otherwise);
    }

    String oneOf(String name, Set<String> values) {
        String value = text(name);
        if (!values.contains(value)) {
            throw KmsFault.invalid("Value '" + value + "' at '" + name + "' must be one of " + new TreeSet<>(values));
        }
        return value;
    }

    byte[] bytes(String name, int longest) {
        byte[] value = binary(name);
        if (value.length < 1 || value.length > longest) {
            throw KmsFault.invalid("Value at '" + name + "' must have length between 1 and " + longest);
        }
        return value;
    }

    int number(String name, int otherwise, int least, int most) {
        int value = request.path(name).asInt(otherwise);
        if (value < least || value > most) {
            throw KmsFault.invalid("Value at '" + name + "' must be between " + least + " and " + most);
        }
        return value;
    }

    private byte[] binary(String name) {
        try {
            return required(name).binaryValue();
        } catch (IOException e) {
            throw KmsFault.invalid("Value at '" + name + "' must be Base64");
        }
    }

    private JsonNode required(String name) {
        JsonNode value = request.path(name);
        if (!value.isTextual()) {
            throw KmsFault.invalid("Value null at '" + name + "' must not be null");
        }
        return value;
    }
}
