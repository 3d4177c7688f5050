package dev.tokenry.emulator;

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

/** Creates custom resources. The property {@code Do} selects the result; an attribute contains the properties. */
public final class CustomResourceHandler implements RequestStreamHandler {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode event = JSON.readTree(input);
        String scenario = event.at("/ResourceProperties/Do").asText();
        if (scenario.equals("throw")) {
            throw new IllegalStateException("as asked");
        }
        if (!scenario.equals("nothing")) {
            put(event.path("ResponseURL").asText(), toResponse(event, scenario));
        }
    }

    private static ObjectNode toResponse(JsonNode event, String scenario) {
        ObjectNode response = JSON.createObjectNode();
        response.put("Status", scenario.equals("fail") ? "FAILED" : "SUCCESS").put("Reason", "it is too late");
        for (String field : new String[] {"StackId", "RequestId", "LogicalResourceId"}) {
            response.put(
                    field,
                    scenario.equals("mistake") ? "another" : event.path(field).asText());
        }
        response.put(
                "PhysicalResourceId", "made-" + event.path("LogicalResourceId").asText());
        response.putObject("Data")
                .put("Properties", event.path("ResourceProperties").toString())
                .put(
                        "Request",
                        event.path("RequestType").asText() + " "
                                + event.path("ResourceType").asText());
        return response;
    }

    private static void put(String url, ObjectNode response) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .PUT(HttpRequest.BodyPublishers.ofString(response.toString()))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IOException("The response was rejected: " + status);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
