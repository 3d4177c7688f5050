package dev.tokenry.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tokenry.local.gateway.RequestReader.Reading;
import dev.tokenry.local.lambda.LocalFunction;
import dev.tokenry.local.template.ApiSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP server of the local stack: a REST API's stage, its mappings, and a health check. */
public final class Gateway implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService executor;
    private final RestApi api;
    private final Compression compression;
    private final RequestReader reader = new RequestReader(Clock.systemUTC());

    private Gateway(HttpServer server, ExecutorService executor, RestApi api, Compression compression) {
        this.server = server;
        this.executor = executor;
        this.api = api;
        this.compression = compression;
    }

    /** Listens on this machine alone; port 0 takes any that is free. */
    public static Gateway start(ApiSpec spec, ApiIdentity identity, Map<String, LocalFunction> functions, int port)
            throws IOException {
        // Without it every request on a kept connection waits 40 ms; read once, when the server's class loads.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        Gateway gateway = new Gateway(
                server,
                executor,
                new RestApi(spec, identity, functions),
                new Compression(spec.minimumCompressionSize()));
        server.setExecutor(executor);
        server.createContext("/", gateway::handle);
        server.start();
        return gateway;
    }

    /** Where it listens, without a path. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The paths that lead to the stage; where any name may stand in one, an example. */
    public List<String> basePaths() {
        return api.basePaths();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            RequestIds ids = RequestIds.next();
            Answer answer = ids.on(
                    switch (reader.read(exchange, ids)) {
                        case Reading.TooLarge refused -> refused.answer();
                        case Reading.Complete complete -> answer(complete.request());
                    });
            send(exchange, answer);
        } catch (RuntimeException e) {
            // The server would drop both the failure and the connection without a word.
            e.printStackTrace();
            throw e;
        }
    }

    private Answer answer(Request request) {
        if (request.method.equals("GET") && request.path.equals("/health")) {
            return Answer.json(200, "{\"status\":\"up\"}");
        }
        return compression.apply(api.answer(request), request.headers);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
        boolean hasBody = answer.body().length > 0
                && answer.status() != 204
                && answer.status() != 304
                && !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), hasBody ? answer.body().length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(answer.body());
        }
    }
}
