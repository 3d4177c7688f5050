package dev.tokenry.local.gateway;

import dev.tokenry.local.lambda.LocalFunction;
import dev.tokenry.local.template.ApiSpec;
import dev.tokenry.local.template.Authorizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One stage of a REST API: routes a request, has it authorized, asks the function, and answers. */
final class RestApi {

    private final ApiSpec spec;
    private final ApiIdentity identity;
    private final BasePaths basePaths;
    private final RouteTable routes;
    private final GatewayResponses responses;
    private final Map<String, LocalFunction> functions;

    RestApi(ApiSpec spec, ApiIdentity identity, Map<String, LocalFunction> functions) {
        this.spec = spec;
        this.identity = identity;
        this.basePaths = new BasePaths(spec.stage());
        this.routes = new RouteTable(spec.routes());
        this.responses = new GatewayResponses(spec.gatewayResponses());
        this.functions = Map.copyOf(functions);
    }

    List<String> basePaths() {
        return basePaths.examples();
    }

    Answer answer(Request request) {
        Optional<BasePaths.Located> location = basePaths.locate(request.path);
        if (location.isEmpty()) {
            // What a stage that is not there gets: the API is not known yet, so its responses do not count.
            return Answer.json(403, "{\"message\":\"Forbidden\"}");
        }
        return routes.find(request.method, location.get().inStage())
                .map(found -> authorized(
                        new RoutedRequest(request, location.get(), found.route(), found.pathParameters(), identity)))
                .orElseGet(() -> unrouted(request));
    }

    private Answer unrouted(Request request) {
        // With an Authorization header API Gateway takes the request for one that is signed, badly.
        boolean looksSigned = !request.headers.header("Authorization").isEmpty();
        return own(
                looksSigned ? ResponseType.DEFAULT_4XX : ResponseType.MISSING_AUTHENTICATION_TOKEN, request, Map.of());
    }

    private Answer authorized(RoutedRequest routed) {
        String name = routed.route().authorizer();
        if (name == null) {
            return integrated(routed, Optional.empty());
        }
        Authorizer authorizer = known(spec.authorizers(), name);
        return switch (new Authorization(authorizer, known(functions, authorizer.functionId())).decide(routed)) {
            case Decision.Allowed allowed -> integrated(routed, Optional.of(allowed.context()));
            case Decision.Refused refused -> own(refused.type(), routed.request(), refused.context());
        };
    }

    private Answer integrated(RoutedRequest routed, Optional<Map<String, Object>> context) {
        byte[] event = Json.bytes(Events.proxy(routed, context.orElse(null)));
        LocalFunction function = known(functions, routed.route().functionId());
        return switch (Integration.ask(function, event, routed.route().timeout())) {
            case Integration.Result.Answered answered -> answered.answer();
            case Integration.Result.Failed failed -> own(failed.type(), routed.request(), Map.of());
        };
    }

    private Answer own(ResponseType type, Request request, Map<String, String> authorizer) {
        return responses.answer(type, ContextVariables.of(type, request, identity, authorizer));
    }

    private static <T> T known(Map<String, T> map, String name) {
        T value = map.get(name);
        if (value == null) {
            throw new IllegalStateException("There is no " + name);
        }
        return value;
    }
}
