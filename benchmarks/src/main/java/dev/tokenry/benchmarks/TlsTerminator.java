package dev.tokenry.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Accepts TLS 1.3 connections and passes on their bytes to a server without TLS. Ends with the process. */
final class TlsTerminator {

    private static final int BACKLOG = 64;

    private final SSLServerSocket socket;
    private final URI server;

    private TlsTerminator(SSLServerSocket socket, URI server) {
        this.socket = socket;
        this.server = server;
    }

    /** Starts a terminator and returns its endpoint. */
    static URI start(SSLContext context, URI server) throws IOException {
        SSLServerSocket socket =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        Thread.ofVirtual().start(new TlsTerminator(socket, server)::acceptAll);
        return URI.create("https://localhost:" + socket.getLocalPort());
    }

    private void acceptAll() {
        while (true) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // A client has gone before it was accepted.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket plain = new Socket(server.getHost(), server.getPort())) {
            client.setTcpNoDelay(true);
            plain.setTcpNoDelay(true);
            Thread responses = Thread.ofVirtual().start(() -> {
                copy(plain, client);
                // Otherwise the client would send its next request to a connection that the server has closed.
                close(client);
            });
            copy(client, plain);
            plain.shutdownOutput();
            responses.join();
        } catch (IOException e) {
            // One of the two has closed the connection, as a killed function does.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two has closed the connection.
        }
    }
}
