package dev.tokenry.functions.authorize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The IAM policy by which a REST API's authorizer lets a request in or turns it away. */
record PolicyAnswer(String principalId, boolean allow, String methodArn, Map<String, String> context) {

    /** The longest resource that API Gateway takes in a policy. */
    private static final int LONGEST_RESOURCE = 512;

    private static final JsonFactory JSON = new JsonFactory();

    void write(OutputStream output) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(output)) {
            json.writeStartObject();
            json.writeStringField("principalId", principalId);
            json.writeObjectFieldStart("policyDocument");
            json.writeStringField("Version", "2012-10-17");
            json.writeArrayFieldStart("Statement");
            json.writeStartObject();
            json.writeStringField("Action", "execute-api:Invoke");
            json.writeStringField("Effect", allow ? "Allow" : "Deny");
            json.writeStringField("Resource", policyResource());
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeObjectFieldStart("context");
            for (Map.Entry<String, String> entry : context.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    /**
     * The very request, or, where its path is too long for a policy, all of its API, stage and method. Either way the
     * answer serves one request only: results are not cached.
     */
    private String policyResource() {
        if (methodArn.length() <= LONGEST_RESOURCE) {
            return methodArn;
        }
        // arn:partition:execute-api:region:account:api/stage/METHOD/path…
        int end = methodArn.indexOf('/');
        end = methodArn.indexOf('/', end + 1);
        end = methodArn.indexOf('/', end + 1);
        return methodArn.substring(0, end + 1) + "*";
    }
}
