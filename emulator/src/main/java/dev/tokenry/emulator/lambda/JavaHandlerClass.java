package dev.tokenry.emulator.lambda;

import dev.tokenry.emulator.lambda.HandlerFactory.InstanceCreator;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A Java handler class and the way in which it is instantiated. */
record JavaHandlerClass(Class<?> type, InstanceCreator creator) {

    static JavaHandlerClass load(String className, String logicalId, HandlerFactory factory) {
        try {
            Class<?> type = Class.forName(className, false, JavaHandlerClass.class.getClassLoader());
            InstanceCreator creator = factory.creatorFor(type)
                    .or(() -> noArgsConstructor(type))
                    .orElseThrow(() -> new FunctionException(
                            logicalId,
                            type.getName() + " has no constructor without parameters and no factory creates it"));
            return new JavaHandlerClass(type, creator);
        } catch (ClassNotFoundException e) {
            throw new FunctionException(logicalId, "there is no class " + className);
        }
    }

    Object newInstance(Map<String, String> environment) throws Throwable {
        return creator.create(environment);
    }

    private static Optional<InstanceCreator> noArgsConstructor(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(each -> each.getParameterCount() == 0)
                .findFirst()
                .map(constructor -> environment -> newInstance(constructor));
    }

    private static Object newInstance(Constructor<?> constructor) throws Throwable {
        // The constructor of a nested test handler need not be public.
        constructor.setAccessible(true);
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
