package dev.tokenry.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/** A handler class and its method, checked once; its instances live in this process. */
record JavaHandler(HandlerClass type, HandlerMethod method) implements Handler {

    /** Reads {@code package.Class} or {@code package.Class::method}. */
    static JavaHandler named(String handler, String logicalId) {
        String[] parts = handler.split("::", 2);
        HandlerClass type = HandlerClass.named(parts[0], logicalId);
        return new JavaHandler(
                type, HandlerMethod.of(type.type(), parts.length == 2 ? parts[1] : "handleRequest", logicalId));
    }

    @Override
    public Instance instance(Map<String, String> environment) throws Throwable {
        return new InProcess(method, type.construct(environment));
    }

    private record InProcess(HandlerMethod method, Object target) implements Instance {

        @Override
        public byte[] invoke(byte[] payload, Context context) throws Throwable {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            method.call(target, new ByteArrayInputStream(payload), out, context);
            return out.toByteArray();
        }
    }
}
