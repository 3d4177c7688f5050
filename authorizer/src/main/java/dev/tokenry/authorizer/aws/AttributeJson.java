package dev.tokenry.authorizer.aws;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenry.store.dynamodb.Attribute;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes and reads attributes in the JSON of DynamoDB: an object whose only field is named after the type. */
final class AttributeJson {

    private AttributeJson() {}

    static void writeItem(JsonGenerator json, Map<String, Attribute> item) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Attribute> attribute : item.entrySet()) {
            json.writeFieldName(attribute.getKey());
            write(json, attribute.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Attribute value) throws IOException {
        json.writeStartObject();
        json.writeFieldName(value.type().name());
        switch (value.type()) {
            case S -> json.writeString(value.s());
            case N -> json.writeString(value.n());
            case B -> json.writeBinary(value.b());
            case BOOL -> json.writeBoolean(value.bool());
            case NULL -> json.writeBoolean(true);
            case L -> writeList(json, value.l());
            case M -> writeItem(json, value.m());
            case SS -> writeStrings(json, value.ss());
            case NS -> writeStrings(json, value.ns());
            case BS -> writeStrings(json, value.bs());
        }
        json.writeEndObject();
    }

    private static void writeList(JsonGenerator json, List<Attribute> values) throws IOException {
        json.writeStartArray();
        for (Attribute value : values) {
            write(json, value);
        }
        json.writeEndArray();
    }

    private static void writeStrings(JsonGenerator json, List<String> values) throws IOException {
        json.writeStartArray();
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** Reads an item whose object has begun. */
    static Map<String, Attribute> readItem(JsonParser json) throws IOException {
        require(json, JsonToken.START_OBJECT);
        Map<String, Attribute> item = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            item.put(name, read(json));
        }
        return item;
    }

    private static Attribute read(JsonParser json) throws IOException {
        require(json, JsonToken.START_OBJECT);
        String type = json.nextFieldName();
        if (type == null) {
            throw new JsonParseException(json, "An attribute has no type");
        }
        json.nextToken();
        Attribute value = switch (type) {
            case "S" -> Attribute.fromS(string(json));
            case "N" -> Attribute.fromN(string(json));
            case "B" -> Attribute.fromB(binary(json));
            case "BOOL" -> Attribute.fromBool(json.getBooleanValue());
            case "NULL" -> Attribute.fromNull();
            case "L" -> Attribute.fromL(list(json));
            case "M" -> Attribute.fromM(readItem(json));
            case "SS" -> Attribute.fromSs(strings(json));
            case "NS" -> Attribute.fromNs(strings(json));
            case "BS" -> Attribute.fromBs(strings(json));
            default -> throw new JsonParseException(json, "An attribute has an unknown type");
        };
        if (json.nextToken() != JsonToken.END_OBJECT) {
            throw new JsonParseException(json, "An attribute has several types");
        }
        return value;
    }

    private static byte[] binary(JsonParser json) throws IOException {
        require(json, JsonToken.VALUE_STRING);
        return json.getBinaryValue();
    }

    private static List<Attribute> list(JsonParser json) throws IOException {
        require(json, JsonToken.START_ARRAY);
        List<Attribute> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(read(json));
        }
        return values;
    }

    private static List<String> strings(JsonParser json) throws IOException {
        require(json, JsonToken.START_ARRAY);
        List<String> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(string(json));
        }
        return values;
    }

    private static String string(JsonParser json) throws IOException {
        require(json, JsonToken.VALUE_STRING);
        return json.getText();
    }

    static void require(JsonParser json, JsonToken expected) throws IOException {
        if (json.currentToken() != expected) {
            throw new JsonParseException(json, "Expected " + expected);
        }
    }
}
