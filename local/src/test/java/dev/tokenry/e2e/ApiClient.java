package dev.tokenry.e2e;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;

/**
 * API client that sends requests with one token or anonymously.
 *
 * @param baseUrl the URL of the stage; request paths are relative to it
 */
record ApiClient(URI baseUrl, @Nullable String token) {

    ApiClient withToken(IssuedToken issued) {
        return new ApiClient(baseUrl, issued.token());
    }

    ApiClient withTokenValue(String newToken) {
        return new ApiClient(baseUrl, newToken);
    }

    ApiClient anonymous() {
        return new ApiClient(baseUrl, null);
    }

    ApiClient withBaseUrl(URI newBaseUrl) {
        return new ApiClient(newBaseUrl, token);
    }

    ApiReply get(String path) {
        return Http.send(request(path));
    }

    ApiReply post(String path, String json) {
        return send("POST", path, json);
    }

    ApiReply post(String path) {
        return Http.send(request(path).POST(BodyPublishers.noBody()));
    }

    ApiReply put(String path, String json) {
        return send("PUT", path, json);
    }

    ApiReply delete(String path) {
        return Http.send(request(path).DELETE());
    }

    ApiReply send(String method, String path, String json) {
        return Http.send(
                request(path).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path));
        return token == null ? request : request.header("Authorization", "Api-Token " + token);
    }

    /** Creates a token. The template is JSON with single quotes. */
    IssuedToken create(String template, Object... arguments) {
        return IssuedToken.from(post("/v2/apiTokens", Json.format(template, arguments)).expectStatus(201));
    }

    /** Returns whether the token can read its own record. */
    boolean isAuthenticated() {
        String tokenValue = token == null ? "" : token;
        int status = get("/v2/apiTokens/" + tokenValue.substring(0, tokenValue.lastIndexOf('.')))
                .status();
        if (status != 200 && status != 401) {
            throw new AssertionError("Expected status 200 or 401, but was " + status);
        }
        return status == 200;
    }
}
