package dev.tokenry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;

/** A client of Tokenry's API with one token. */
record Api(URI baseUrl, String token) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /**
     * Returns the body of a successful response.
     *
     * @throws IOException if the request fails or its status is not one of success
     */
    JsonNode send(String method, String path, @Nullable String json) throws IOException, InterruptedException {
        HttpResponse<String> response = exchange(method, path, json);
        if (response.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return Backend.JSON.readTree(response.body().isEmpty() ? "null" : response.body());
    }

    HttpResponse<String> exchange(String method, String path, @Nullable String json)
            throws IOException, InterruptedException {
        BodyPublisher body = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(baseUrl + path))
                        .header("Authorization", "Api-Token " + token)
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build(),
                BodyHandlers.ofString());
    }
}
