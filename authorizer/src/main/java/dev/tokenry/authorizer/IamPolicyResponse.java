package dev.tokenry.authorizer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenry.authorizer.json.JsonStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * A response with an IAM policy. API Gateway allows a request that matches an ARN in {@code allowed} and none in
 * {@code denied}.
 *
 * @param principalId the token id of the authenticated caller, or a constant if the request was not authenticated
 * @param allowed ARNs of requests, with wildcards
 * @param denied ARNs of requests, with wildcards
 * @param context the authorizer context, which API Gateway passes to the integration
 */
record IamPolicyResponse(String principalId, List<String> allowed, List<String> denied, Map<String, String> context)
        implements AuthorizerResponse {

    @Override
    public void write(OutputStream output) throws IOException {
        try (JsonGenerator json = JsonStreams.FACTORY.createGenerator(output)) {
            json.writeStartObject();
            json.writeStringField("principalId", principalId);
            json.writeObjectFieldStart("policyDocument");
            json.writeStringField("Version", "2012-10-17");
            json.writeArrayFieldStart("Statement");
            writeStatement("Allow", allowed, json);
            writeStatement("Deny", denied, json);
            json.writeEndArray();
            json.writeEndObject();
            writeContext(context, json);
            json.writeEndObject();
        }
    }

    static void writeContext(Map<String, String> context, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("context");
        for (Map.Entry<String, String> entry : context.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeStatement(String effect, List<String> resources, JsonGenerator json) throws IOException {
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
