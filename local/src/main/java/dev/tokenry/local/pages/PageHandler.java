package dev.tokenry.local.pages;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tokenry.emulator.io.LoopbackServer;
import java.io.IOException;
import java.util.Optional;

/**
 * Serves a page, which changes nothing. The server rejects other host names, so that no web page that rebinds its name
 * reads it, and browsers keep it from pages of other origins.
 */
final class PageHandler implements HttpHandler {

    private final String path;
    private final Page page;

    /** What a path shows. */
    @FunctionalInterface
    interface Page {

        /** Returns the response, or empty if there is no such page. */
        Optional<PageResponse> show(PageRequest request);
    }

    PageHandler(String path, Page page) {
        this.path = path;
        this.page = page;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            PageResponse response = respond(exchange);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Security-Policy", response.contentSecurityPolicy());
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            headers.set("Cache-Control", "no-store");
            LoopbackServer.respond(exchange, response.status(), response.contentType(), response.body());
        }
    }

    private PageResponse respond(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            return PageResponse.error(405, "Only GET is supported.");
        }
        PageRequest request = PageRequest.of(exchange.getRequestURI(), path);
        return page.show(request).orElseGet(() -> PageResponse.error(404, "Page not found"));
    }
}
