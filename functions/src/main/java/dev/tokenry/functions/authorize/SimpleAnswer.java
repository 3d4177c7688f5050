package dev.tokenry.functions.authorize;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The yes or no by which an HTTP API's authorizer lets a request in or turns it away. */
record SimpleAnswer(boolean isAuthorized, Map<String, String> context) implements Answer {

    @Override
    public void write(OutputStream output) throws IOException {
        try (JsonGenerator json = Json.STREAMS.createGenerator(output)) {
            json.writeStartObject();
            json.writeBooleanField("isAuthorized", isAuthorized);
            PolicyAnswer.write(context, json);
            json.writeEndObject();
        }
    }
}
