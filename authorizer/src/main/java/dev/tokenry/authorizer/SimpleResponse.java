package dev.tokenry.authorizer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenry.authorizer.json.JsonStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * A simple response of an HTTP API authorizer with payload format 2.0.
 *
 * @param context the authorizer context, which API Gateway passes to the integration
 */
record SimpleResponse(boolean isAuthorized, Map<String, String> context) implements AuthorizerResponse {

    @Override
    public void write(OutputStream output) throws IOException {
        try (JsonGenerator json = JsonStreams.FACTORY.createGenerator(output)) {
            json.writeStartObject();
            json.writeBooleanField("isAuthorized", isAuthorized);
            IamPolicyResponse.writeContext(context, json);
            json.writeEndObject();
        }
    }
}
