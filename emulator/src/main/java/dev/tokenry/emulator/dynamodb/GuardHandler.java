package dev.tokenry.emulator.dynamodb;

import dev.tokenry.emulator.io.AllowedHosts;
import dev.tokenry.emulator.io.ReceivedRequest;
import dev.tokenry.emulator.io.RequestAuthenticator;
import dev.tokenry.emulator.io.RequestAuthenticator.RequestRejectedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Rejects requests for another host name, and requests that are not signed by the account. DynamoDB Local itself
 * accepts every host name and every signature, and permits every web page to call it. Also tells of the requests that
 * write.
 */
final class GuardHandler extends Handler.Wrapper {

    private static final Pattern WRITE_TARGET = Pattern.compile("DynamoDB_[0-9]+\\."
            + "(?:(?:Put|Update|Delete)Item|(?:BatchWrite|TransactWrite)Items?"
            + "|(?:Batch)?ExecuteStatement|ExecuteTransaction)");

    private final RequestAuthenticator authenticator;
    private final ChangeSignal changes;

    /** @param changes is raised after every request that can have changed an item */
    GuardHandler(RequestAuthenticator authenticator, ChangeSignal changes) {
        this.authenticator = authenticator;
        this.changes = changes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!AllowedHosts.LOOPBACK.allow(request.getHeaders().getValuesList(HttpHeader.HOST))) {
            Response.writeError(request, response, callback, 403);
            return true;
        }
        ByteBuffer body = Content.Source.asByteBuffer(request);
        try {
            authenticator.requireSigned(received(request), BufferUtil.toArray(body));
        } catch (RequestRejectedException e) {
            response.setStatus(400);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.0");
            response.write(true, ByteBuffer.wrap(e.json().getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }
        return super.handle(
                new ReadRequest(request, body),
                response,
                isWrite(request) ? Callback.from(callback, changes::raise) : callback);
    }

    private static boolean isWrite(Request request) {
        String target = request.getHeaders().get("X-Amz-Target");
        return target != null && WRITE_TARGET.matcher(target).matches();
    }

    private static ReceivedRequest received(Request request) {
        TreeMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpField field : request.getHeaders()) {
            headers.put(field.getName(), request.getHeaders().getValuesList(field.getName()));
        }
        return new ReceivedRequest(
                request.getMethod(),
                request.getHttpURI().getPath(),
                Objects.requireNonNullElse(request.getHttpURI().getQuery(), ""),
                headers);
    }

    /** A request whose body was read. */
    private static final class ReadRequest extends Request.Wrapper {

        private final Content.Source body;

        ReadRequest(Request request, ByteBuffer body) {
            super(request);
            this.body = Content.Source.from(body);
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable callback) {
            body.demand(callback);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }
    }
}
