package dev.tokenry.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A server whose connections fail in a way that a test chooses. */
public final class FaultySocketServer implements AutoCloseable {

    /** What a server does with a connection, which stays open until the server is closed. */
    public interface ConnectionBehaviour {

        void serve(Socket connection) throws IOException, InterruptedException;

        ConnectionBehaviour CLOSE = Socket::close;

        ConnectionBehaviour RESET = connection -> {
            connection.setSoLinger(true, 0);
            connection.close();
        };

        ConnectionBehaviour HANG = _ -> Thread.sleep(Long.MAX_VALUE);

        /** Responds to each request with an empty object. */
        ConnectionBehaviour RESPOND = connection -> {
            while (readRequest(connection)) {
                send(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            }
        };

        static ConnectionBehaviour afterRequest(ConnectionBehaviour then) {
            return connection -> {
                if (readRequest(connection)) {
                    then.serve(connection);
                }
            };
        }

        static ConnectionBehaviour sendAndClose(String response) {
            return connection -> {
                send(connection, response);
                connection.close();
            };
        }

        static ConnectionBehaviour sendAndHang(String response) {
            return connection -> {
                send(connection, response);
                HANG.serve(connection);
            };
        }
    }

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private FaultySocketServer(ServerSocket server, List<ConnectionBehaviour> behaviours) {
        this.server = server;
        Thread.ofVirtual().start(() -> accept(behaviours));
    }

    /** Starts a server with a behaviour for each connection, the last of which is that of all further ones. */
    public static FaultySocketServer start(ConnectionBehaviour... behaviours) throws IOException {
        return new FaultySocketServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), List.of(behaviours));
    }

    /** Starts a server with a certificate of its own that no authority signed. */
    public static FaultySocketServer startUntrusted(ConnectionBehaviour behaviour) throws Exception {
        return startTls(TestCertificate.create("localhost").serverContext(), behaviour);
    }

    /** Starts a server for TLS with a behaviour for each connection, the last of which is that of all further ones. */
    public static FaultySocketServer startTls(SSLContext context, ConnectionBehaviour... behaviours)
            throws IOException {
        ServerSocket server =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new FaultySocketServer(server, List.of(behaviours));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public int port() {
        return server.getLocalPort();
    }

    public URI secureUrl() {
        return URI.create("https://localhost:" + server.getLocalPort());
    }

    /** Returns the number of connections so far. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : open) {
            connection.close();
        }
    }

    private void accept(List<ConnectionBehaviour> behaviours) {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                open.add(connection);
                int index = Math.min(connections.getAndIncrement(), behaviours.size() - 1);
                Thread.ofVirtual().start(() -> serve(connection, behaviours.get(index)));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection, ConnectionBehaviour behaviour) {
        try {
            behaviour.serve(connection);
        } catch (IOException e) {
            // The client has closed the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether there was a request before the end of the connection. */
    private static boolean readRequest(Socket connection) throws IOException {
        InputStream input = connection.getInputStream();
        int length = 0;
        String line = readLine(input);
        boolean isPresent = !line.isEmpty();
        for (; !line.isEmpty(); line = readLine(input)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        input.readNBytes(length);
        return isPresent;
    }

    private static String readLine(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private static void send(Socket connection, String response) throws IOException {
        connection.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
    }
}
