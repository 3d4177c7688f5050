package dev.tokenry.emulator;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sends requests byte by byte, because HTTP clients set headers such as {@code Host} themselves. */
public final class RawHttp {

    /** A response: its status, and everything that was received. */
    public record RawResponse(int status, String text) {}

    private RawHttp() {}

    /** Sends a request with exactly these headers, except that the connection is closed after the response. */
    public static RawResponse send(URI endpoint, String method, String target, Map<String, String> headers, byte[] body)
            throws IOException {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return send(endpoint, head.append("\r\n").toString(), body);
    }

    /** Sends a head and a body; the body can be shorter than the head says. */
    public static RawResponse send(URI endpoint, String head, byte[] body) throws IOException {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.shutdownOutput();
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new RawResponse(text.isEmpty() ? 0 : Integer.parseInt(text.split(" ", 3)[1]), text);
        }
    }
}
