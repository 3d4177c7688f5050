package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.cloudformation.Route;
import dev.tokenry.emulator.io.EmulatorJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stage of an HTTP API: routes and authorizes a request, invokes the function, and returns its response. */
final class HttpApi implements Api {

    private final ApiSpec spec;
    private final ApiIdentity identity;
    private final BasePaths basePaths;
    private final RouteTable routes;
    private final Backends backend;

    HttpApi(ApiSpec spec, ApiIdentity identity, Backends backend) {
        this.spec = spec;
        this.identity = identity;
        this.basePaths = BasePaths.ofHttpApi(identity);
        this.routes = RouteTable.ofHttpApi(spec.routes());
        this.backend = backend;
    }

    @Override
    public List<String> basePaths() {
        return basePaths.examples();
    }

    @Override
    public HttpResponse withRequestIds(HttpResponse response, RequestIds ids) {
        return ids.addToHttpApiResponse(response);
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        return basePaths
                .resolve(decode(request.path))
                .flatMap(resolvedPath -> routes.find(request.method, resolvedPath.stagePath())
                        .map(match -> new RoutedRequest(
                                request,
                                resolvedPath,
                                match.route(),
                                match.pathParameters(),
                                identity,
                                spec.stageVariables())))
                .map(this::authorize)
                .orElseGet(() -> HttpApiErrors.toResponse(ResponseType.MISSING_AUTHENTICATION_TOKEN));
    }

    /** An HTTP API decodes the path before it routes the request, so that an escaped slash separates segments. */
    private static String decode(String path) {
        return QueryString.decode(path.replace("+", "%2B"));
    }

    private HttpResponse authorize(RoutedRequest routed) {
        return switch (backend.authorize(routed)) {
            case AuthorizerDecision.NotRequired() -> integrate(routed, null);
            case AuthorizerDecision.Allowed allowed -> integrate(routed, allowed.context());
            case AuthorizerDecision.Denied denied -> HttpApiErrors.toResponse(denied.type());
        };
    }

    private HttpResponse integrate(RoutedRequest routed, @Nullable Map<String, Object> context) {
        return switch (invoke(routed, context)) {
            case LambdaIntegration.Result.Responded responded -> responded.response();
            case LambdaIntegration.Result.Failed failed -> HttpApiErrors.toResponse(failed.type());
        };
    }

    private LambdaIntegration.Result invoke(RoutedRequest routed, @Nullable Map<String, Object> context) {
        Route route = routed.route();
        boolean isPayload2 = route.payload() == Route.Payload.HTTP_2;
        byte[] event = EmulatorJson.toBytes(
                isPayload2 ? HttpApiEventsV2.proxy(routed, context) : HttpApiEventsV1.proxy(routed, context));
        return LambdaIntegration.invoke(
                backend.function(route),
                event,
                route,
                isPayload2 ? HttpApiProxyResponse::parsePayload2 : HttpApiProxyResponse::parsePayload1);
    }
}
