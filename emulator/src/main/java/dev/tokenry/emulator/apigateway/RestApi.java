package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.io.EmulatorJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stage of a REST API: routes and authorizes a request, invokes the function, and returns its response. */
final class RestApi implements Api {

    private final ApiSpec spec;
    private final ApiIdentity identity;
    private final BasePaths basePaths;
    private final RouteTable routes;
    private final GatewayResponses responses;
    private final Backends backend;
    private final Compression compression;

    RestApi(ApiSpec spec, ApiIdentity identity, Backends backend) {
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
    public HttpResponse withRequestIds(HttpResponse response, RequestIds ids) {
        return ids.addToRestApiResponse(response);
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        HttpResponse response = switch (compression.unpack(request)) {
            case Compression.UnpackResult.Unpacked(var unpacked) -> route(unpacked);
            case Compression.UnpackResult.Rejected(var type) -> gatewayResponse(type, request, Map.of());
        };
        return compression.apply(response, request.headers);
    }

    private HttpResponse route(HttpRequest request) {
        Optional<BasePaths.ResolvedPath> resolvedPath = basePaths.resolve(request.path);
        if (resolvedPath.isEmpty() && request.path.startsWith("//")) {
            // Unconfirmed: AWS may also ignore the additional slash.
            return gatewayResponse(ResponseType.MISSING_AUTHENTICATION_TOKEN, request, Map.of());
        }
        if (resolvedPath.isPresent() && !QueryString.isWellFormed(request.rawQuery)) {
            return gatewayResponse(ResponseType.BAD_REQUEST_PARAMETERS, request, Map.of());
        }
        if (resolvedPath.isEmpty()) {
            // The response for an unknown stage: the API is not known, so its gateway responses do not apply.
            return HttpResponse.json(403, "{\"message\":\"Forbidden\"}");
        }
        return routes.find(request.method, resolvedPath.get().stagePath())
                .map(match -> authorize(new RoutedRequest(
                        request,
                        resolvedPath.get(),
                        match.route(),
                        match.pathParameters(),
                        identity,
                        spec.stageVariables())))
                .orElseGet(() -> noRoute(request));
    }

    private HttpResponse noRoute(HttpRequest request) {
        // API Gateway treats a request with an Authorization header as an incorrectly signed one.
        boolean looksSigned = !request.headers.header("Authorization").isEmpty();
        return gatewayResponse(
                looksSigned ? ResponseType.DEFAULT_4XX : ResponseType.MISSING_AUTHENTICATION_TOKEN, request, Map.of());
    }

    private HttpResponse authorize(RoutedRequest routed) {
        return switch (backend.authorize(routed)) {
            case AuthorizerDecision.NotRequired() -> integrate(routed, null);
            case AuthorizerDecision.Allowed allowed -> integrate(routed, allowed.context());
            case AuthorizerDecision.Denied denied -> gatewayResponse(denied.type(), routed.request(), denied.context());
        };
    }

    private HttpResponse integrate(RoutedRequest routed, @Nullable Map<String, Object> context) {
        byte[] event = EmulatorJson.toBytes(RestApiEvents.proxy(routed, context));
        return switch (LambdaIntegration.invoke(
                backend.function(routed.route()), event, routed.route(), ProxyResponse::parse)) {
            case LambdaIntegration.Result.Responded responded -> responded.response();
            case LambdaIntegration.Result.Failed failed -> gatewayResponse(failed.type(), routed.request(), Map.of());
        };
    }

    private HttpResponse gatewayResponse(ResponseType type, HttpRequest request, Map<String, Object> authorizer) {
        return responses.toResponse(type, ContextVariables.of(type, request, identity, authorizer));
    }
}
