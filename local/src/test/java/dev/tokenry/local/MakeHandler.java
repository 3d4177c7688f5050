package dev.tokenry.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Makes custom resources, or does not, as their property {@code Do} says; what it was sent is an attribute of them. */
public final class MakeHandler implements RequestStreamHandler {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode event = JSON.readTree(input);
        String what = event.at("/ResourceProperties/Do").asText();
        if (what.equals("throw")) {
            throw new IllegalStateException("as asked");
        }
        if (!what.equals("nothing")) {
            put(event.path("ResponseURL").asText(), answer(event, what));
        }
    }

    private static ObjectNode answer(JsonNode event, String what) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("Status", what.equals("fail") ? "FAILED" : "SUCCESS").put("Reason", "it is too late");
        for (String same : new String[] {"StackId", "RequestId", "LogicalResourceId"}) {
            answer.put(
                    same, what.equals("mistake") ? "another" : event.path(same).asText());
        }
        answer.put(
                "PhysicalResourceId", "made-" + event.path("LogicalResourceId").asText());
        answer.putObject("Data")
                .put("Properties", event.path("ResourceProperties").toString())
                .put(
                        "Request",
                        event.path("RequestType").asText() + " "
                                + event.path("ResourceType").asText());
        return answer;
    }

    private static void put(String url, ObjectNode answer) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .PUT(HttpRequest.BodyPublishers.ofString(answer.toString()))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IOException("The answer was refused: " + status);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
