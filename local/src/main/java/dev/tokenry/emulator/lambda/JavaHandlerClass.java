package dev.tokenry.emulator.lambda;

import dev.tokenry.functions.Wiring;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Map;

/** A handler class and the constructor that is used here: the one that takes a wiring, else the one without arguments. */
record JavaHandlerClass(Class<?> type, Constructor<?> constructor) {

    static JavaHandlerClass load(String className, String logicalId) {
        try {
            Class<?> type = Class.forName(className, false, JavaHandlerClass.class.getClassLoader());
            return new JavaHandlerClass(type, constructor(type, logicalId));
        } catch (ClassNotFoundException e) {
            throw new FunctionException(logicalId, "there is no class " + className);
        }
    }

    private static Constructor<?> constructor(Class<?> type, String logicalId) {
        Constructor<?>[] all = type.getDeclaredConstructors();
        return Arrays.stream(all)
                .filter(each -> Arrays.equals(each.getParameterTypes(), new Class<?>[] {Wiring.class}))
                .findFirst()
                .or(() -> Arrays.stream(all)
                        .filter(each -> each.getParameterCount() == 0)
                        .findFirst())
                .orElseThrow(() -> new FunctionException(
                        logicalId,
                        type.getName() + " has neither a constructor that takes a Wiring nor one without arguments"));
    }

    Object newInstance(Map<String, String> environment) throws Throwable {
        // The constructor for tests and this runner need not be public.
        constructor.setAccessible(true);
        try {
            return constructor.getParameterCount() == 0
                    ? constructor.newInstance()
                    : constructor.newInstance(Wiring.from(environment));
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
