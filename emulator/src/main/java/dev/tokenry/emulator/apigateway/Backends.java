package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.cloudformation.AuthorizerSpec;
import dev.tokenry.emulator.cloudformation.Route;
import dev.tokenry.emulator.cloudformation.TemplateException;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The functions and authorizers of an API. The constructor fails if a function does not exist. */
final class Backends {

    private final Map<String, EmulatedFunction> functions = new LinkedHashMap<>();
    private final Map<String, LambdaAuthorizer> authorizers = new LinkedHashMap<>();

    Backends(ApiSpec spec, FunctionLookup lookup, InstantSource clock) {
        for (Route route : spec.routes()) {
            functions.put(route.functionId(), requireFunction(lookup, route.functionId()));
        }
        spec.authorizers()
                .forEach((name, authorizer) -> authorizers.put(name, lambdaAuthorizer(authorizer, lookup, clock)));
    }

    private static LambdaAuthorizer lambdaAuthorizer(
            AuthorizerSpec authorizer, FunctionLookup lookup, InstantSource clock) {
        return new LambdaAuthorizer(authorizer, requireFunction(lookup, authorizer.functionId()), clock);
    }

    private static EmulatedFunction requireFunction(FunctionLookup lookup, String function) {
        return lookup.find(function).orElseThrow(() -> new TemplateException("There is no function " + function));
    }

    EmulatedFunction function(Route route) {
        return require(functions, route.functionId());
    }

    AuthorizerDecision authorize(RoutedRequest routed) {
        String name = routed.route().authorizer();
        return name == null
                ? new AuthorizerDecision.NotRequired()
                : require(authorizers, name).authorize(routed);
    }

    private static <T> T require(Map<String, T> map, String name) {
        T value = map.get(name);
        if (value == null) {
            throw new IllegalStateException("There is no " + name);
        }
        return value;
    }
}
