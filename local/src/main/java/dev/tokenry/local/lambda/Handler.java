package dev.tokenry.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/** A handler class and its method, checked once; instances are made from it as Lambda makes environments. */
record Handler(HandlerClass type, HandlerMethod method) {

    /** Reads {@code package.Class} or {@code package.Class::method}. */
    static Handler named(String handler, String logicalId) {
        String[] parts = handler.split("::", 2);
        HandlerClass type = HandlerClass.named(parts[0], logicalId);
        return new Handler(
                type, HandlerMethod.of(type.type(), parts.length == 2 ? parts[1] : "handleRequest", logicalId));
    }

    Instance instance(Map<String, String> environment) throws Throwable {
        Object target = type.construct(environment);
        return (payload, context) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            method.call(target, new ByteArrayInputStream(payload), out, context);
            return out.toByteArray();
        };
    }

    /** One instance of the handler class; it serves one invocation at a time. */
    @FunctionalInterface
    interface Instance {
        byte[] invoke(byte[] payload, Context context) throws Throwable;
    }
}
