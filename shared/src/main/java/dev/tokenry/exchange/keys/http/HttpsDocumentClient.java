package dev.tokenry.exchange.keys.http;

import dev.tokenry.exchange.keys.DocumentFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Requests a small document over HTTPS: one GET or POST on a connection of its own, to an address that was checked. The
 * clients of the JDK resolve the name themselves, so that a check before them says nothing about the address that they
 * connect to.
 */
final class HttpsDocumentClient {

    /**
     * The time limits of a request.
     *
     * @param connect for the connection
     * @param read for each read
     * @param total for everything, the name included
     */
    record Timeouts(Duration connect, Duration read, Duration total) {}

    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(2500));
    private static final int PORT = 443;
    private static final String VERIFY_HOST = "HTTPS";

    private final HostResolver resolver;
    // Only with the first connection: the trust store is large.
    private final Supplier<SSLSocketFactory> sockets;
    private final UnaryOperator<InetSocketAddress> route;
    private final Timeouts timeouts;

    HttpsDocumentClient() {
        this(
                host -> List.of(InetAddress.getAllByName(host)),
                () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
                UnaryOperator.identity(),
                TIMEOUTS);
    }

    /** @param route where to connect instead of an address that was checked; tests have no other way to a server */
    HttpsDocumentClient(
            HostResolver resolver,
            Supplier<SSLSocketFactory> sockets,
            UnaryOperator<InetSocketAddress> route,
            Timeouts timeouts) {
        this.resolver = resolver;
        this.sockets = sockets;
        this.route = route;
        this.timeouts = timeouts;
    }

    /** Returns the body of the response to a GET. */
    byte[] get(PublicHttpsUrl url) throws DocumentException {
        return request(url, HttpsRequest.get(url));
    }

    /**
     * Returns the body of the response to a POST of a form.
     *
     * @param origin the value of the header {@code Origin}; null for a request without one
     */
    byte[] post(PublicHttpsUrl url, String form, @Nullable String origin) throws DocumentException {
        return request(url, HttpsRequest.post(url, form, origin));
    }

    private byte[] request(PublicHttpsUrl url, String request) throws DocumentException {
        // A timeout of a socket is one per read: a host that sends a byte at a time needs a limit for all of them.
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            FutureTask<byte[]> exchange = new FutureTask<>(() -> exchange(url, request, socket));
            Thread.ofVirtual().start(exchange);
            return exchange.get(timeouts.total().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DocumentException(DocumentFailure.TIMEOUT);
        } catch (ExecutionException e) {
            throw toDocumentException(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DocumentException(DocumentFailure.TIMEOUT);
        } catch (IOException e) {
            throw new DocumentException(DocumentFailure.CONNECTION);
        }
    }

    private static DocumentException toDocumentException(Throwable failure) {
        return switch (failure) {
            case DocumentException document -> document;
            case SocketTimeoutException _ -> new DocumentException(DocumentFailure.TIMEOUT);
            case UnknownHostException _ -> new DocumentException(DocumentFailure.ADDRESS);
            default -> new DocumentException(DocumentFailure.CONNECTION);
        };
    }

    private byte[] exchange(PublicHttpsUrl url, String request, Socket socket) throws IOException, DocumentException {
        socket.connect(route.apply(new InetSocketAddress(publicAddress(url.host()), PORT)), (int)
                timeouts.connect().toMillis());
        socket.setSoTimeout((int) timeouts.read().toMillis());
        // The caller closes the socket. Closing that of TLS would wait for the host.
        SSLSocket tls = (SSLSocket) sockets.get().createSocket(socket, url.host(), PORT, false);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(VERIFY_HOST);
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        tls.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return HttpResponseReader.read(tls.getInputStream());
    }

    /** Returns the address to connect to. If one address of the host is not public, none is used. */
    private InetAddress publicAddress(String host) throws UnknownHostException, DocumentException {
        List<InetAddress> addresses = resolver.resolve(host);
        if (addresses.isEmpty() || !addresses.stream().allMatch(PublicAddresses::contain)) {
            throw new DocumentException(DocumentFailure.ADDRESS);
        }
        return addresses.getFirst();
    }
}
