package dev.tokenry.emulator.io;

import com.sun.net.httpserver.HttpExchange;
import dev.tokenry.emulator.io.RequestAuthenticator.RequestRejectedException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The HTTP server of one service, which accepts only requests that are signed by the account. */
public final class ServiceServer implements AutoCloseable {

    private final AwsProtocol protocol;
    private final RequestAuthenticator authenticator;
    private final int maxRequestBytes;
    private final Operations operations;
    private final LoopbackServer server;

    /** The operations of a service. */
    @FunctionalInterface
    public interface Operations {

        /**
         * Executes the operation of a request and returns the body of its response.
         *
         * @throws ServiceException if the service returns an error
         */
        String execute(ServiceRequest request);
    }

    private ServiceServer(
            AwsAccount account, String signingName, AwsProtocol protocol, int maxRequestBytes, Operations operations) {
        this.protocol = protocol;
        this.authenticator = new RequestAuthenticator(account, signingName);
        this.maxRequestBytes = maxRequestBytes;
        this.operations = operations;
        this.server = LoopbackServer.start(AllowedHosts.LOOPBACK, this::handle);
    }

    /** @param signingName the name in the scope of signatures, such as {@code kms} */
    public static ServiceServer start(
            AwsAccount account, String signingName, AwsProtocol protocol, int maxRequestBytes, Operations operations) {
        return new ServiceServer(account, signingName, protocol, maxRequestBytes, operations);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            respond(exchange, 200, execute(exchange));
        } catch (ServiceException e) {
            exchange.getResponseHeaders().set("X-Amzn-ErrorType", e.type());
            respond(exchange, e.status(), protocol.error(e));
        }
    }

    private String execute(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(maxRequestBytes + 1);
        if (body.length > maxRequestBytes) {
            throw new ServiceException(
                    413, "RequestEntityTooLargeException", "The request is larger than " + maxRequestBytes + " bytes");
        }
        ReceivedRequest request = ReceivedRequest.of(exchange);
        try {
            authenticator.requireSigned(request, body);
        } catch (RequestRejectedException e) {
            throw new ServiceException(400, e.type(), String.valueOf(e.getMessage()));
        }
        return operations.execute(new ServiceRequest(request, new String(body, StandardCharsets.UTF_8)));
    }

    private void respond(HttpExchange exchange, int status, String body) throws IOException {
        LoopbackServer.respond(exchange, status, protocol.contentType(), body.getBytes(StandardCharsets.UTF_8));
    }
}
