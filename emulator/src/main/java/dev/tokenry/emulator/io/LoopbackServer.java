package dev.tokenry.emulator.io;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on the loopback interface, which runs each request in a virtual thread. */
public final class LoopbackServer implements AutoCloseable {

    public static final String HOST = "127.0.0.1";

    static {
        // Read when the first HttpServer class loads. Otherwise Nagle's algorithm delays requests on kept-alive
        // connections by 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private LoopbackServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts the server of an AWS service on a free port. It returns 403 for requests with another host name, and
     * 500 if the handler fails.
     */
    public static LoopbackServer start(HttpHandler handler) {
        try {
            LoopbackServer loopback = bind(0);
            loopback.handle("/", exchange -> loopback.serve(exchange, handler));
            loopback.start();
            return loopback;
        } catch (IOException e) {
            throw new EmulatorException("A port cannot be opened on " + HOST + ": " + e, e);
        }
    }

    /**
     * Binds a server to a port; requests are accepted after {@link #start()}.
     *
     * @param port the port, or 0 for a free one
     */
    public static LoopbackServer bind(int port) throws IOException {
        LoopbackServer loopback =
                new LoopbackServer(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), 0));
        loopback.server.setExecutor(loopback.executor);
        return loopback;
    }

    /** Adds a handler for all paths with this prefix; it receives requests for any host name. */
    public void handle(String prefix, HttpHandler handler) {
        server.createContext(prefix, handler);
    }

    public void start() {
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://" + HOST + ":" + server.getAddress().getPort());
    }

    /**
     * Reads the request to its end and sends a response: otherwise a client that still sends would see a connection
     * reset.
     */
    public static void respond(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** Stops the server and waits for the handlers that are still running. */
    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }

    /** Stops the server and interrupts the handlers that are still running. */
    public void closeNow() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void serve(HttpExchange exchange, HttpHandler handler) throws IOException {
        try (exchange) {
            if (isLoopbackHost(exchange)) {
                handleOrFail(exchange, handler);
            } else {
                respond(exchange, 403, "text/plain", new byte[0]);
            }
        }
    }

    /** Returns the reason of a failure to the client, which would otherwise see a connection reset. */
    private static void handleOrFail(HttpExchange exchange, HttpHandler handler) throws IOException {
        try {
            handler.handle(exchange);
        } catch (IOException | RuntimeException e) {
            if (exchange.getResponseCode() == -1) {
                respond(exchange, 500, "text/plain", e.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Protects against DNS rebinding: a web page must not use the services through a host name of its own. */
    private boolean isLoopbackHost(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        int port = server.getAddress().getPort();
        return (HOST + ":" + port).equals(host) || ("localhost:" + port).equals(host);
    }
}
