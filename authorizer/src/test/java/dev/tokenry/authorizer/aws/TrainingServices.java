package dev.tokenry.authorizer.aws;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenry.authorizer.aws.ScriptedService.Request;
import dev.tokenry.authorizer.aws.ScriptedService.ScriptedReply;
import dev.tokenry.authorizer.json.JsonStreams;
import dev.tokenry.store.dynamodb.Attribute;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * KMS and DynamoDB with a few items, for an authorizer that has no network. Whatever is written succeeds and is
 * forgotten.
 *
 * @param mac the result of each GenerateMac
 * @param items the items of the only table by their keys
 */
public record TrainingServices(String table, byte[] mac, Map<String, Map<String, Attribute>> items)
        implements Function<Request, ScriptedReply> {

    @Override
    public ScriptedReply apply(Request request) {
        return ScriptedReply.of(200, write(json -> {
            switch (request.operation()) {
                case "GenerateMac" -> json.writeBinaryField("Mac", mac);
                case "BatchGetItem" -> writeBatch(json, found(request));
                case "GetItem" -> writeItem(json, found(request));
                case "UpdateItem" -> {}
                default -> throw new IllegalArgumentException(request.operation());
            }
        }));
    }

    private List<Map<String, Attribute>> found(Request request) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        return items.entrySet().stream()
                .filter(item -> body.contains('"' + item.getKey() + '"'))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void writeBatch(JsonGenerator json, List<Map<String, Attribute>> found) throws IOException {
        json.writeObjectFieldStart("Responses");
        json.writeArrayFieldStart(table);
        for (Map<String, Attribute> item : found) {
            AttributeJson.writeItem(json, item);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeObjectFieldStart("UnprocessedKeys");
        json.writeEndObject();
    }

    private static void writeItem(JsonGenerator json, List<Map<String, Attribute>> found) throws IOException {
        for (Map<String, Attribute> item : found) {
            json.writeFieldName("Item");
            AttributeJson.writeItem(json, item);
        }
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static String write(Content content) {
        StringWriter body = new StringWriter();
        try (JsonGenerator json = JsonStreams.FACTORY.createGenerator(body)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toString();
    }
}
