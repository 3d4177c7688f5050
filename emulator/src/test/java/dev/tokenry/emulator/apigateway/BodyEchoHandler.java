package dev.tokenry.emulator.apigateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Returns the body of the event unchanged, except that {@code fail} fails and {@code sleep} waits first. */
public final class BodyEchoHandler implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        String body = new JsonMapper().readTree(in).path("body").asText();
        if (body.equals("fail")) {
            throw new IllegalStateException("as asked");
        }
        if (body.equals("sleep")) {
            sleep();
        }
        out.write(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void sleep() {
        try {
            Thread.sleep(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
