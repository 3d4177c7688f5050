package dev.tokenry.emulator.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Accepts connections for a {@link LoopbackServer}. The JDK's HTTP server responds with an HTML page to a request
 * target that is no URI, such as one with a quote or a broken escape sequence, and clients send those. This proxy
 * passes on all bytes as they are, but moves such a target to a header.
 */
public final class RequestTargetProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final int serverPort;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private RequestTargetProxy(ServerSocket socket, int serverPort) {
        this.socket = socket;
        this.serverPort = serverPort;
    }

    /**
     * Starts a proxy on the loopback interface.
     *
     * @param port the port, or 0 for a free one
     */
    public static RequestTargetProxy start(int port, LoopbackServer server) throws IOException {
        ServerSocket socket = new ServerSocket(port, 0, InetAddress.ofLiteral(LoopbackServer.HOST));
        RequestTargetProxy proxy =
                new RequestTargetProxy(socket, server.endpoint().getPort());
        proxy.executor.execute(proxy::acceptAll);
        return proxy;
    }

    public URI endpoint() {
        return URI.create("http://" + LoopbackServer.HOST + ":" + socket.getLocalPort());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(RequestTargetProxy::closeQuietly);
        executor.shutdownNow();
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                executor.execute(() -> serve(client));
            } catch (IOException e) {
                // The proxy was closed, or the client has gone.
            }
        }
    }

    private void serve(Socket client) {
        connections.add(client);
        try (client;
                Socket server = new Socket(InetAddress.ofLiteral(LoopbackServer.HOST), serverPort)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread responses = Thread.ofVirtual().start(() -> passOnResponses(server, client));
            passOnRequests(new BufferedInputStream(client.getInputStream()), server.getOutputStream());
            server.shutdownOutput();
            responses.join();
        } catch (IOException e) {
            // One of the two has closed the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(client);
        }
    }

    private static void passOnResponses(Socket server, Socket client) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // One of the two has closed the connection.
        } finally {
            closeQuietly(client);
        }
    }

    private static void passOnRequests(InputStream in, OutputStream out) throws IOException {
        for (byte[] head = readHead(in); head.length > 0; head = readHead(in)) {
            RequestHead request = RequestHead.parse(head);
            out.write(request.toBytes());
            out.flush();
            if (request.isChunked()) {
                copyChunks(in, out);
            } else {
                copy(request.contentLength(), in, out);
            }
            out.flush();
        }
    }

    /** Reads to the end of an empty line, or of the input. */
    private static byte[] readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String line;
        do {
            line = readLine(in);
            head.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
        } while (!line.isBlank());
        return head.toByteArray();
    }

    /** Reads a line with its end; empty at the end of the input. */
    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = 0;
        while (b != '\n' && (b = in.read()) >= 0) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void copyChunks(InputStream in, OutputStream out) throws IOException {
        long size;
        do {
            String line = readLine(in);
            out.write(line.getBytes(StandardCharsets.ISO_8859_1));
            size = chunkSize(line);
            copy(size, in, out);
            // The end of the chunk, or after the last one the trailers.
            out.write(size > 0 ? readLine(in).getBytes(StandardCharsets.ISO_8859_1) : readHead(in));
        } while (size > 0);
    }

    private static long chunkSize(String line) throws IOException {
        try {
            return Long.parseLong(line.split(";", 2)[0].strip(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("A chunk has no size: " + line, e);
        }
    }

    private static void copy(long length, InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        long rest = length;
        while (rest > 0) {
            int count = in.read(buffer, 0, (int) Math.min(rest, buffer.length));
            if (count < 0) {
                return;
            }
            out.write(buffer, 0, count);
            rest -= count;
        }
    }

    private static void closeQuietly(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // It is closed.
        }
    }
}
