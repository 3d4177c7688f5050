package dev.tokenry.authorizer.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.zip.CRC32;
import javax.net.ServerSocketFactory;

/** A service on a socket that responds as a test says, also in ways that no HTTP server does. */
public final class ScriptedService implements AutoCloseable {

    /** A request that was received; the names of headers are in lower case. */
    public record Request(String method, String path, Map<String, String> headers, byte[] body, int connection) {

        public String operation() {
            String target = headers.get("x-amz-target");
            return target.substring(target.indexOf('.') + 1);
        }
    }

    /** What happens to the connection after a request. */
    public interface ScriptedReply {
        void send(Socket connection) throws IOException, InterruptedException;

        /** A complete response, after which the connection stays open. */
        static ScriptedReply of(int status, String body, String... headers) {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            return raw("HTTP/1.1 " + status + " Status\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: "
                    + content.length + "\r\n" + String.join("", List.of(headers)) + "\r\n" + body);
        }

        static ScriptedReply withCrc32(String body, long difference) {
            CRC32 crc = new CRC32();
            crc.update(body.getBytes(StandardCharsets.UTF_8));
            return of(200, body, "x-amz-crc32: " + (crc.getValue() + difference) + "\r\n");
        }

        static ScriptedReply raw(String response) {
            return connection -> connection.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8));
        }

        /** Closes the connection after what the other reply has sent. */
        static ScriptedReply thenClose(ScriptedReply first) {
            return connection -> {
                first.send(connection);
                connection.close();
            };
        }

        /** Closes the connection with a reset. */
        static ScriptedReply reset() {
            return connection -> {
                connection.setSoLinger(true, 0);
                connection.close();
            };
        }

        static ScriptedReply after(Duration delay, ScriptedReply reply) {
            return connection -> {
                Thread.sleep(delay);
                reply.send(connection);
            };
        }
    }

    private final ServerSocket server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Queue<ScriptedReply> script = new ArrayDeque<>();
    private Function<Request, ScriptedReply> otherReplies;

    ScriptedService() {
        this(ServerSocketFactory.getDefault(), request -> ScriptedReply.of(200, "{}"));
    }

    /** @param replies the replies to all requests, unless there is a script */
    public ScriptedService(ServerSocketFactory sockets, Function<Request, ScriptedReply> replies) {
        otherReplies = replies;
        try {
            server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getLocalPort();
    }

    List<Request> requests() {
        return requests;
    }

    /** Sets the replies to the next requests, the last of which is that to all further ones. */
    synchronized void reply(ScriptedReply... replies) {
        script.clear();
        script.addAll(List.of(replies));
        otherReplies = request -> replies[replies.length - 1];
        requests.clear();
    }

    /** Closes the open connections, as a service does with idle ones. */
    void closeConnections() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeConnections();
    }

    /** Starts a platform thread: virtual ones that initialize the classes of TLS can occupy all carriers, and stop. */
    private static void start(Runnable task) {
        Thread.ofPlatform().daemon().start(task);
    }

    private void accept() {
        for (int number = 1; ; number++) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                int id = number;
                start(() -> serve(connection, id));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection, int number) {
        try (connection) {
            for (Request request = read(connection, number); request != null; request = read(connection, number)) {
                reply(request).send(connection);
                if (connection.isClosed()) {
                    return;
                }
            }
        } catch (SocketException e) {
            // The client has closed the connection.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ScriptedReply reply(Request request) {
        Function<Request, ScriptedReply> others;
        synchronized (this) {
            requests.add(request);
            ScriptedReply next = script.poll();
            if (next != null) {
                return next;
            }
            others = otherReplies;
        }
        return others.apply(request);
    }

    private static Request read(Socket connection, int number) throws IOException {
        InputStream input = connection.getInputStream();
        String start = readLine(input);
        if (start.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = readLine(input); !line.isEmpty(); line = readLine(input)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = input.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String[] words = start.split(" ");
        return new Request(words[0], words[1], headers, body, number);
    }

    private static String readLine(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
