package dev.tokenry.local.gateway;

import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.cloudformation.AuthorizerSpec;
import dev.tokenry.emulator.cloudformation.Route;
import dev.tokenry.emulator.cloudformation.TemplateException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The functions and authorizers behind an API; to make one fails when the template names a function that is not there. */
final class Backend {

    private final Map<String, EmulatedFunction> functions = new LinkedHashMap<>();
    private final Map<String, Authorization> authorizations = new LinkedHashMap<>();

    Backend(ApiSpec spec, Functions known, InstantSource clock) {
        for (Route route : spec.routes()) {
            functions.put(route.functionId(), existing(known, route.functionId()));
        }
        spec.authorizers().forEach((name, authorizer) -> authorizations.put(name, of(authorizer, known, clock)));
    }

    private static Authorization of(AuthorizerSpec authorizer, Functions known, InstantSource clock) {
        return new Authorization(authorizer, existing(known, authorizer.functionId()), clock);
    }

    private static EmulatedFunction existing(Functions known, String function) {
        return known.find(function).orElseThrow(() -> new TemplateException("There is no function " + function));
    }

    EmulatedFunction function(Route route) {
        return known(functions, route.functionId());
    }

    Decision authorize(RoutedRequest routed) {
        String name = routed.route().authorizer();
        return name == null ? new Decision.Open() : known(authorizations, name).decide(routed);
    }

    private static <T> T known(Map<String, T> map, String name) {
        T value = map.get(name);
        if (value == null) {
            throw new IllegalStateException("There is no " + name);
        }
        return value;
    }
}
