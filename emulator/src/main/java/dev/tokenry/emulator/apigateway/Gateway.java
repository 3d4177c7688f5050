package dev.tokenry.emulator.apigateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tokenry.emulator.apigateway.RequestReader.ReadResult;
import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.io.AllowedHosts;
import dev.tokenry.emulator.io.LoopbackServer;
import dev.tokenry.emulator.io.RequestTargetProxy;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The HTTP server of one API: its stage, its base path mappings, and a health check. */
public final class Gateway implements AutoCloseable {

    private final LoopbackServer server;
    private final RequestTargetProxy proxy;
    private final Api api;
    private final RequestReader reader;

    private Gateway(LoopbackServer server, RequestTargetProxy proxy, Api api, InstantSource clock) {
        this.server = server;
        this.proxy = proxy;
        this.api = api;
        this.reader = new RequestReader(clock, proxy.endpoint().getPort());
    }

    /** Starts a gateway on the loopback interface; port 0 selects a free port. */
    public static Gateway start(ApiSpec spec, ApiIdentity identity, Map<String, EmulatedFunction> functions, int port)
            throws IOException {
        return start(spec, identity, FunctionLookup.of(functions), port, AllowedHosts.LOOPBACK);
    }

    /** Starts a gateway for these host names, which can also invoke functions of other stacks. */
    public static Gateway start(
            ApiSpec spec, ApiIdentity identity, FunctionLookup functions, int port, AllowedHosts hosts)
            throws IOException {
        return start(spec, identity, functions, port, hosts, InstantSource.system());
    }

    static Gateway start(
            ApiSpec spec,
            ApiIdentity identity,
            FunctionLookup functions,
            int port,
            AllowedHosts hosts,
            InstantSource clock)
            throws IOException {
        Api api = createApi(spec, identity, new Backends(spec, functions, clock));
        LoopbackServer server = LoopbackServer.bind(0, hosts);
        Gateway gateway = new Gateway(server, RequestTargetProxy.start(port, server), api, clock);
        server.handle("/", gateway::handle);
        server.start();
        return gateway;
    }

    /** Adds a handler outside the API for all paths with this prefix. */
    public void serve(String path, HttpHandler handler) {
        server.handle(path, handler);
    }

    private static Api createApi(ApiSpec spec, ApiIdentity identity, Backends backends) {
        return switch (spec.type()) {
            case REST -> new RestApi(spec, identity, backends);
            case HTTP -> new HttpApi(spec, identity, backends);
        };
    }

    /** Returns the URI of the server, without a path. */
    public URI uri() {
        return proxy.endpoint();
    }

    /** Returns the base paths of the stage; for a pattern, its example. */
    public List<String> basePaths() {
        return api.basePaths();
    }

    @Override
    public void close() {
        proxy.close();
        server.closeNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            RequestIds ids = RequestIds.create();
            HttpResponse response = api.withRequestIds(
                    switch (reader.read(exchange, ids)) {
                        case ReadResult.LimitExceeded exceeded -> exceeded.response();
                        case ReadResult.Read result -> dispatch(result.request());
                    },
                    ids);
            send(exchange, response);
        } catch (RuntimeException e) {
            // Otherwise the server would close the connection without reporting the error.
            e.printStackTrace();
            throw e;
        }
    }

    private HttpResponse dispatch(HttpRequest request) {
        // An API without a base path can have such a route itself.
        boolean isHealthPathFree = !api.basePaths().contains("");
        return isHealthPathFree && request.method.equals("GET") && request.path.equals("/health")
                ? HttpResponse.json(200, "{\"status\":\"up\"}")
                : api.handle(request);
    }

    private static void send(HttpExchange exchange, HttpResponse response) throws IOException {
        response.headers()
                .forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
        boolean hasBody = response.body().length > 0
                && response.status() != 204
                && response.status() != 304
                && !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), hasBody ? response.body().length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(response.body());
        }
    }
}
