package dev.tokenry.local.gateway;

import dev.tokenry.emulator.cloudformation.ApiSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stage of a REST API: routes a request, has it authorized, asks the function, and answers. */
final class RestApi implements Api {

    private final ApiSpec spec;
    private final ApiIdentity identity;
    private final BasePaths basePaths;
    private final RouteTable routes;
    private final GatewayResponses responses;
    private final Backend backend;
    private final Compression compression;

    RestApi(ApiSpec spec, ApiIdentity identity, Backend backend) {
        this.spec = spec;
        this.identity = identity;
        this.basePaths = BasePaths.ofRestApi(identity);
        this.routes = RouteTable.ofRestApi(spec.routes());
        this.responses = new GatewayResponses(spec.gatewayResponses());
        this.backend = backend;
        this.compression = new Compression(spec.minimumCompressionSize());
    }

    @Override
    public List<String> basePaths() {
        return basePaths.examples();
    }

    @Override
    public Answer identified(Answer answer, RequestIds ids) {
        return ids.ofRestApi(answer);
    }

    @Override
    public Answer answer(Request request) {
        return compression.apply(routed(request), request.headers);
    }

    private Answer routed(Request request) {
        Optional<BasePaths.Located> location = basePaths.locate(request.path);
        if (location.isEmpty()) {
            // What a stage that is not there gets: the API is not known yet, so its responses do not count.
            return Answer.json(403, "{\"message\":\"Forbidden\"}");
        }
        return routes.find(request.method, location.get().inStage())
                .map(found -> authorized(new RoutedRequest(
                        request,
                        location.get(),
                        found.route(),
                        found.pathParameters(),
                        identity,
                        spec.stageVariables())))
                .orElseGet(() -> unrouted(request));
    }

    private Answer unrouted(Request request) {
        // With an Authorization header API Gateway takes the request for one that is signed, badly.
        boolean looksSigned = !request.headers.header("Authorization").isEmpty();
        return own(
                looksSigned ? ResponseType.DEFAULT_4XX : ResponseType.MISSING_AUTHENTICATION_TOKEN, request, Map.of());
    }

    private Answer authorized(RoutedRequest routed) {
        return switch (backend.authorize(routed)) {
            case Decision.Open() -> integrated(routed, null);
            case Decision.Allowed allowed -> integrated(routed, allowed.context());
            case Decision.Refused refused -> own(refused.type(), routed.request(), refused.context());
        };
    }

    private Answer integrated(RoutedRequest routed, @Nullable Map<String, Object> context) {
        byte[] event = Json.bytes(Events.proxy(routed, context));
        return switch (Integration.ask(backend.function(routed.route()), event, routed.route(), ProxyAnswer::read)) {
            case Integration.Result.Answered answered -> answered.answer();
            case Integration.Result.Failed failed -> own(failed.type(), routed.request(), Map.of());
        };
    }

    private Answer own(ResponseType type, Request request, Map<String, Object> authorizer) {
        return responses.answer(type, ContextVariables.of(type, request, identity, authorizer));
    }
}
