package dev.tokenry.functions.authorize;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * The IAM policy by which an authorizer lets requests in or turns them away: whatever is denied is, and what is not
 * allowed is too.
 *
 * @param allowed ARNs of requests
 * @param denied ARNs of requests
 */
record PolicyAnswer(String principalId, List<String> allowed, List<String> denied, Map<String, String> context)
        implements Answer {

    @Override
    public void write(OutputStream output) throws IOException {
        try (JsonGenerator json = Json.STREAMS.createGenerator(output)) {
            json.writeStartObject();
            json.writeStringField("principalId", principalId);
            json.writeObjectFieldStart("policyDocument");
            json.writeStringField("Version", "2012-10-17");
            json.writeArrayFieldStart("Statement");
            write("Allow", allowed, json);
            write("Deny", denied, json);
            json.writeEndArray();
            json.writeEndObject();
            write(context, json);
            json.writeEndObject();
        }
    }

    static void write(Map<String, String> context, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("context");
        for (Map.Entry<String, String> entry : context.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void write(String effect, List<String> resources, JsonGenerator json) throws IOException {
        if (resources.isEmpty()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("Action", "execute-api:Invoke");
        json.writeStringField("Effect", effect);
        if (resources.size() == 1) {
            json.writeStringField("Resource", resources.getFirst());
        } else {
            json.writeFieldName("Resource");
            json.writeArray(resources.toArray(String[]::new), 0, resources.size());
        }
        json.writeEndObject();
    }
}
