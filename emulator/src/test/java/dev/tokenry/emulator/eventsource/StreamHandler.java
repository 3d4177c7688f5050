package dev.tokenry.emulator.eventsource;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** Records its events; the test decides how it responds. */
public final class StreamHandler implements RequestStreamHandler {

    static final BlockingQueue<JsonNode> EVENTS = new LinkedBlockingQueue<>();

    private static volatile Function<JsonNode, String> response = event -> "";

    /** Forgets all events, and responds with what this function returns or throws. */
    static void respond(Function<JsonNode, String> function) {
        EVENTS.clear();
        response = function;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        JsonNode event = new JsonMapper().readTree(in);
        EVENTS.add(event);
        out.write(response.apply(event).getBytes(StandardCharsets.UTF_8));
    }
}
