package dev.tokenry.authorizer.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.auth.signing.AwsSigningResult;
import software.amazon.awssdk.crt.http.HttpClientConnection;
import software.amazon.awssdk.crt.http.HttpClientConnectionManager;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.http.HttpStream;
import software.amazon.awssdk.crt.http.HttpStreamResponseHandler;

/**
 * One attempt of a request: waits for its signature, takes a connection, sends it and collects the response. All but
 * {@link #await} and {@link #cancel} runs on threads of the CRT.
 */
final class Attempt implements HttpStreamResponseHandler {

    /** As many as a pool can contain when an execution environment was frozen for long. */
    private static final int MAX_CLOSED_CONNECTIONS = CrtServices.MAX_CONNECTIONS;

    private final HttpClientConnectionManager connections;
    private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable String errorType;
    private @Nullable String date;
    private @Nullable String crc32;

    private @Nullable HttpClientConnection connection;
    private boolean cancelled;
    private int closedConnections;

    Attempt(HttpClientConnectionManager connections) {
        this.connections = connections;
    }

    void start(CompletableFuture<AwsSigningResult> signature) {
        CompletableFuture<AwsSigningResult> _ = signature.whenComplete(new OnSigned());
    }

    /**
     * Waits for the response.
     *
     * @throws TimeoutException if there is none in time. The attempt goes on until it is canceled.
     * @throws IOException if there will be none
     */
    HttpResponse await(Duration timeout) throws IOException, TimeoutException, InterruptedException {
        try {
            return response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Ends the attempt: closes the connection that it uses, or returns the one that it will receive. */
    synchronized void cancel() {
        cancelled = true;
        if (connection != null) {
            connection.shutdown();
        }
    }

    @Override
    public void onResponseHeaders(HttpStream stream, int responseStatus, int blockType, HttpHeader[] headers) {
        for (HttpHeader header : headers) {
            String name = header.getName();
            if (name.equalsIgnoreCase("x-amzn-errortype")) {
                errorType = header.getValue();
            } else if (name.equalsIgnoreCase("date")) {
                date = header.getValue();
            } else if (name.equalsIgnoreCase("x-amz-crc32")) {
                crc32 = header.getValue();
            }
        }
    }

    @Override
    public int onResponseBody(HttpStream stream, byte[] bytes) {
        body.writeBytes(bytes);
        return bytes.length;
    }

    @Override
    public void onResponseComplete(HttpStream stream, int errorCode) {
        boolean received = errorCode == CRT.AWS_CRT_SUCCESS;
        // The other callback is not called for a response without headers.
        int status = received ? stream.getResponseStatusCode() : 0;
        stream.close();
        release(!received);
        if (received) {
            response.complete(new HttpResponse(status, errorType, date, crc32, body.toByteArray()));
        } else {
            fail(new IOException(CRT.awsErrorName(errorCode)));
        }
    }

    private void connect(HttpRequest request) {
        try {
            CompletableFuture<HttpClientConnection> _ =
                    connections.acquireConnection().whenComplete(new OnConnected(request));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void take(HttpClientConnection acquired, HttpRequest request) {
        if (cancelled) {
            acquired.close();
            return;
        }
        connection = acquired;
        try {
            activate(acquired.makeRequest(request, this));
        } catch (RuntimeException e) {
            boolean closed = !acquired.isOpen();
            release(true);
            if (closed && closedConnections < MAX_CLOSED_CONNECTIONS) {
                // The service has closed the pooled connection in the meantime, and the request was not sent.
                closedConnections++;
                connect(request);
            } else {
                fail(e);
            }
        }
    }

    private static void activate(HttpStream stream) {
        try {
            stream.activate();
        } catch (RuntimeException e) {
            // It will not be completed, and would keep native memory and the connection.
            stream.close();
            throw e;
        }
    }

    /** Returns the connection to the pool, which keeps it unless it is closed. */
    private synchronized void release(boolean broken) {
        HttpClientConnection used = connection;
        connection = null;
        if (used != null) {
            if (broken) {
                used.shutdown();
            }
            used.close();
        }
    }

    private void fail(Throwable cause) {
        response.completeExceptionally(cause);
    }

    private final class OnSigned implements BiConsumer<@Nullable AwsSigningResult, @Nullable Throwable> {

        @Override
        public void accept(@Nullable AwsSigningResult signed, @Nullable Throwable failure) {
            if (signed == null) {
                fail(failure == null ? new IOException("The signer returned nothing") : failure);
                return;
            }
            connect(signed.getSignedRequest());
        }
    }

    private final class OnConnected implements BiConsumer<@Nullable HttpClientConnection, @Nullable Throwable> {

        private final HttpRequest request;

        OnConnected(HttpRequest request) {
            this.request = request;
        }

        @Override
        public void accept(@Nullable HttpClientConnection acquired, @Nullable Throwable failure) {
            if (acquired == null) {
                fail(failure == null ? new IOException("The pool returned no connection") : failure);
            } else {
                take(acquired, request);
            }
        }
    }
}
