package dev.tokenry.local;

import dev.tokenry.authorizer.AuthorizerWiring;
import dev.tokenry.emulator.lambda.HandlerFactory;
import dev.tokenry.exchange.keys.CodeRedeemer;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.http.HttpsCodeRedeemer;
import dev.tokenry.exchange.keys.http.HttpsKeyFetcher;
import dev.tokenry.functions.Wiring;
import dev.tokenry.local.issuers.LocalCodeRedeemer;
import dev.tokenry.local.issuers.LocalKeyFetcher;
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

    /** Creates the factory of a stack, whose issuers are on this machine or have HTTPS. */
    WiringHandlerFactory() {
        this(new LocalKeyFetcher(new HttpsKeyFetcher()), new LocalCodeRedeemer(new HttpsCodeRedeemer()));
    }

    /**
     * @param keyFetcher fetches the keys of issuers
     * @param codeRedeemer redeems codes at issuers
     */
    WiringHandlerFactory(KeyFetcher keyFetcher, CodeRedeemer codeRedeemer) {
        this.wirings = Map.of(
                Wiring.class,
                variables -> Wiring.from(variables, keyFetcher, codeRedeemer),
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
