package dev.tokenry.emulator.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Comparator;

/** The handler method, which takes streams, or types that the serializers of the runtime support. */
sealed interface HandlerMethod {

    void call(Object target, InputStream in, OutputStream out, Context context) throws Throwable;

    /** Finds the method; like the runtime, prefers the method with the most parameters. */
    static HandlerMethod of(Class<?> type, String name, String logicalId) {
        Method method = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(name) && !each.isBridge())
                .max(Comparator.comparingInt(Method::getParameterCount))
                .orElseThrow(() -> new FunctionException(logicalId, type.getName() + " has no public method " + name));
        // Otherwise a public method of a non-public class could not be called.
        method.setAccessible(true);
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length == 3 && parameters[0] == InputStream.class && parameters[1] == OutputStream.class) {
            return new Streams(method);
        }
        boolean isSupported = parameters.length == 1 || (parameters.length == 2 && parameters[1] == Context.class);
        if (!isSupported || method.getGenericParameterTypes()[0] instanceof TypeVariable) {
            throw new FunctionException(logicalId, method + " is not a handler method");
        }
        return new Objects(
                method,
                Serializers.of(method.getGenericParameterTypes()[0]),
                Serializers.of(method.getGenericReturnType()));
    }

    private static Object invoke(Method method, Object target, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** Reads the bytes of the event and writes the bytes of the response. */
    record Streams(Method method) implements HandlerMethod {

        @Override
        public void call(Object target, InputStream in, OutputStream out, Context context) throws Throwable {
            HandlerMethod.invoke(method, target, in, out, context);
        }
    }

    /** Takes and returns objects. */
    record Objects(Method method, PojoSerializer<Object> input, PojoSerializer<Object> output)
            implements HandlerMethod {

        @Override
        public void call(Object target, InputStream in, OutputStream out, Context context) throws Throwable {
            Object event = input.fromJson(in);
            Object[] arguments = method.getParameterCount() == 1 ? new Object[] {event} : new Object[] {event, context};
            output.toJson(HandlerMethod.invoke(method, target, arguments), out);
        }
    }
}
