package dev.tokenry.functions.authorizer;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The yes or no by which an HTTP API's authorizer lets a request in or turns it away. */
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
