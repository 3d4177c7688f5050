package dev.tokenry.local.issuers;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/** Plain HTTP to servers on this machine, and to no others. */
final class LoopbackHttp {

    /** An issuer creates its keys when it is first asked for them, which takes seconds on a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");
    private static final int NO_PORT = -1;

    private LoopbackHttp() {}

    /** Returns whether a URL is one of plain HTTP with a port of this machine. */
    static boolean isLoopback(String url) {
        try {
            URI uri = new URI(url);
            return "http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && HOSTS.contains(uri.getHost())
                    && uri.getPort() != NO_PORT
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(url)));
    }

    static HttpResponse<byte[]> post(String url, String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static URI uri(String url) throws IOException {
        if (!isLoopback(url)) {
            throw new IOException("Not a URL of this machine");
        }
        return URI.create(url);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()) {
            return http.send(
                    request.timeout(TIMEOUT)
                            .header("Accept", "application/json")
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }
}
