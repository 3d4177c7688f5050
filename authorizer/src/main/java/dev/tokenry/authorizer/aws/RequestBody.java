package dev.tokenry.authorizer.aws;

import java.nio.ByteBuffer;
import software.amazon.awssdk.crt.http.HttpRequestBodyStream;

/** The body of a request. The signer reads it, and then the connection. */
final class RequestBody implements HttpRequestBodyStream {

    private final ByteBuffer content;

    RequestBody(byte[] content) {
        this.content = ByteBuffer.wrap(content);
    }

    @Override
    public boolean sendRequestBody(ByteBuffer target) {
        int length = Math.min(content.remaining(), target.remaining());
        target.put(content.slice(content.position(), length));
        content.position(content.position() + length);
        return !content.hasRemaining();
    }

    @Override
    public boolean resetPosition() {
        content.rewind();
        return true;
    }

    @Override
    public long getLength() {
        return content.capacity();
    }
}
