package dev.tokenry.emulator.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/** A Java handler class and its method; its instances run in this process. */
record JavaHandler(JavaHandlerClass type, HandlerMethod method) implements Handler {

    /** Parses {@code package.Class} or {@code package.Class::method}. */
    static JavaHandler parse(String handler, String logicalId, HandlerFactory factory) {
        String[] parts = handler.split("::", 2);
        JavaHandlerClass type = JavaHandlerClass.load(parts[0], logicalId, factory);
        return new JavaHandler(
                type, HandlerMethod.of(type.type(), parts.length == 2 ? parts[1] : "handleRequest", logicalId));
    }

    @Override
    public HandlerInstance createInstance(Map<String, String> environment) throws Throwable {
        return new InProcessInstance(method, type.newInstance(environment));
    }

    private record InProcessInstance(HandlerMethod method, Object target) implements HandlerInstance {

        @Override
        public byte[] invoke(byte[] payload, Context context) throws Throwable {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            method.call(target, new ByteArrayInputStream(payload), out, context);
            return out.toByteArray();
        }
    }
}
