package dev.tokenry.local;

import dev.tokenry.emulator.lambda.HandlerFactory;
import dev.tokenry.functions.Wiring;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Creates handlers with the constructor that takes a {@link Wiring}.
 *
 * <p>The wiring is built from the function's variables: the functions share a process and cannot read them from its
 * environment.
 */
final class WiringHandlerFactory implements HandlerFactory {

    @Override
    public Optional<InstanceCreator> creatorFor(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(each -> Arrays.equals(each.getParameterTypes(), new Class<?>[] {Wiring.class}))
                .findFirst()
                .map(constructor -> environment -> newInstance(constructor, environment));
    }

    private static Object newInstance(Constructor<?> constructor, Map<String, String> environment) throws Throwable {
        // The constructor need not be public.
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(Wiring.from(environment));
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
