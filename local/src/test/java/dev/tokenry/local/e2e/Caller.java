package dev.tokenry.local.e2e;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;

/**
 * Whoever makes requests with one token, or without any.
 *
 * @param base the address of the stage; paths are given below it
 */
record Caller(URI base, @Nullable String token) {

    Caller with(Issued issued) {
        return new Caller(base, issued.token());
    }

    Caller holder(String other) {
        return new Caller(base, other);
    }

    Caller nobody() {
        return new Caller(base, null);
    }

    Caller at(URI other) {
        return new Caller(other, token);
    }

    Reply get(String path) {
        return Http.send(request(path));
    }

    Reply post(String path, String json) {
        return send("POST", path, json);
    }

    Reply post(String path) {
        return Http.send(request(path).POST(BodyPublishers.noBody()));
    }

    Reply put(String path, String json) {
        return send("PUT", path, json);
    }

    Reply delete(String path) {
        return Http.send(request(path).DELETE());
    }

    Reply send(String method, String path, String json) {
        return Http.send(
                request(path).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return token == null ? request : request.header("Authorization", "Api-Token " + token);
    }

    /** Creates a token from JSON in single quotes. */
    Issued create(String template, Object... arguments) {
        return Issued.in(post("/v2/apiTokens", Json.of(template, arguments)).is(201));
    }

    /** Whether the token opens its own record. */
    boolean isIn() {
        String given = token == null ? "" : token;
        int status = get("/v2/apiTokens/" + given.substring(0, given.lastIndexOf('.')))
                .status();
        if (status != 200 && status != 401) {
            throw new AssertionError("Neither in nor out: " + status);
        }
        return status == 200;
    }
}
