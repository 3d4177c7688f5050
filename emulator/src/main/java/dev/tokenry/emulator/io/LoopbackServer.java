package dev.tokenry.emulator.io;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on the loopback interface, which runs each request in a virtual thread. */
public final class LoopbackServer implements AutoCloseable {

    public static final String HOST = "127.0.0.1";

    /** No service accepts more: 5 GiB. */
    private static final long MAX_READ_BYTES = 5L << 30;

    static {
        // Read when the first HttpServer class loads. Otherwise Nagle's algorithm delays requests on kept-alive
        // connections by 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final AllowedHosts hosts;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private LoopbackServer(HttpServer server, AllowedHosts hosts) {
        this.server = server;
        this.hosts = hosts;
    }

    /** Starts the server of an AWS service on a free port. It returns 500 if the handler fails. */
    public static LoopbackServer start(AllowedHosts hosts, HttpHandler handler) {
        try {
            LoopbackServer loopback = bind(0, hosts);
            loopback.handle("/", exchange -> serve(exchange, handler));
            loopback.start();
            return loopback;
        } catch (IOException e) {
            throw new EmulatorException("A port cannot be opened on " + HOST + ": " + e, e);
        }
    }

    /**
     * Binds a server to a port; requests are accepted after {@link #start()}. Requests for another host name get 403.
     *
     * @param port the port, or 0 for a free one
     */
    public static LoopbackServer bind(int port, AllowedHosts hosts) throws IOException {
        LoopbackServer loopback = new LoopbackServer(
                HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), 0), hosts);
        loopback.server.setExecutor(loopback.executor);
        return loopback;
    }

    /** Adds a handler for all paths with this prefix. */
    public void handle(String prefix, HttpHandler handler) {
        server.createContext(prefix, handler).getFilters().add(new HostFilter(hosts));
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
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length == null || Long.parseLong(length) <= MAX_READ_BYTES) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        }
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        // Otherwise the response would be lost if the rest of the request cannot be read.
        exchange.getResponseBody().flush();
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

    private static void serve(HttpExchange exchange, HttpHandler handler) throws IOException {
        try (exchange) {
            handleOrFail(exchange, handler);
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

    /** Rejects requests for another host name as API Gateway does. */
    private static final class HostFilter extends Filter {

        private static final byte[] FORBIDDEN = "{\"message\":\"Forbidden\"}".getBytes(StandardCharsets.US_ASCII);

        private final AllowedHosts hosts;

        HostFilter(AllowedHosts hosts) {
            this.hosts = hosts;
        }

        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            if (hosts.allow(exchange.getRequestHeaders().getOrDefault("Host", List.of()))) {
                chain.doFilter(exchange);
            } else {
                try (exchange) {
                    respond(exchange, 403, "application/json", FORBIDDEN);
                }
            }
        }

        @Override
        public String description() {
            return "rejects requests for other host names";
        }
    }
}
