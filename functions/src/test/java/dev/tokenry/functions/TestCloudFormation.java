package dev.tokenry.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that receives the responses of custom resources. */
public final class TestCloudFormation implements AutoCloseable {

    /** What CloudFormation was sent. */
    public record SentResponse(String method, String uri, String contentType, String body) {
        public JsonNode json() {
            return TestResponse.json(body);
        }
    }

    private final List<SentResponse> responses = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 200;

    public TestCloudFormation() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::record);
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<SentResponse> responses() {
        return responses;
    }

    /** Responds with this status from now on. */
    public void respondWith(int newStatus) {
        status = newStatus;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void record(HttpExchange exchange) throws IOException {
        responses.add(new SentResponse(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().set("Location", endpoint() + "/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
