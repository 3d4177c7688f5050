package dev.tokenry.local;

import dev.tokenry.authorizer.AuthorizerWiring;
import dev.tokenry.emulator.lambda.HandlerFactory;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.functions.Wiring;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Creates handlers with the constructor that takes their wiring.
 *
 * <p>The wiring is built from the function's variables: the functions share a process and cannot read them from its
 * environment.
 */
final class WiringHandlerFactory implements HandlerFactory {

    private final Map<Class<?>, Function<Map<String, String>, Object>> wirings;

    /** @param keyFetcher fetches the keys of issuers */
    WiringHandlerFactory(KeyFetcher keyFetcher) {
        this.wirings = Map.of(
                Wiring.class,
                variables -> Wiring.from(variables, keyFetcher),
                AuthorizerWiring.class,
                AuthorizerWiring::from);
    }

    @Override
    public Optional<InstanceCreator> creatorFor(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(each -> each.getParameterCount() == 1)
                .flatMap(
                        each -> Optional.ofNullable(wirings.get(each.getParameterTypes()[0]))
                                .map(wiring -> creator(each, wiring))
                                .stream())
                .findFirst();
    }

    private static InstanceCreator creator(Constructor<?> constructor, Function<Map<String, String>, Object> wiring) {
        return environment -> {
            // The constructor need not be public.
            constructor.setAccessible(true);
            try {
                return constructor.newInstance(wiring.apply(environment));
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        };
    }
}
