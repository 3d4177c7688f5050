package dev.tokenry.e2e;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.tokenry.e2e.openapi.OpenApiDocument;
import dev.tokenry.e2e.openapi.ResponseValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Sends well-formed requests with the JDK's HTTP client and malformed ones as raw bytes. Validates every response
 * against the OpenAPI document.
 */
final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final ResponseValidator VALIDATOR = new ResponseValidator(OpenApiDocument.instance());

    private Http() {}

    static ApiReply send(HttpRequest.Builder request) {
        try {
            return toValidatedReply(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiReply toValidatedReply(HttpResponse<String> response) {
        URI uri = response.request().uri();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        ApiReply reply = ApiReply.of(response);
        VALIDATOR.assertDocumented(
                response.request().method(), uri.getRawPath() + query, reply.status(), reply.headers(), reply.body());
        return reply;
    }

    private static void requireDocumented(String request, String response) {
        String[] parts = response.split("\r\n\r\n", 2);
        if (parts.length < 2) {
            return;
        }
        List<String> lines = parts[0].lines().toList();
        Map<String, List<String>> headers = lines.stream()
                .skip(1)
                .map(line -> line.split(": ?", 2))
                .collect(groupingBy(line -> line[0], mapping(line -> line[1], toList())));
        // The HTTP server rejects an invalid URI before the gateway, so the response has no request id.
        if (headers.keySet().stream().noneMatch("x-amzn-RequestId"::equalsIgnoreCase)) {
            return;
        }
        String[] requestLine = request.split(" ", 3);
        String body = new String(parts[1].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        VALIDATOR.assertDocumented(requestLine[0], requestLine[1], Integer.parseInt(lines.getFirst().split(" ")[1]), headers, body);
    }

    /**
     * Sends these bytes and returns the raw response, or an empty string if the server only closed the connection. The
     * request should contain {@code Connection: close}.
     */
    static String sendRaw(URI server, byte[] request) {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            requireDocumented(new String(request, StandardCharsets.ISO_8859_1), response);
            return response;
        } catch (IOException e) {
            return "";
        }
    }
}
