package dev.tokenry.local.gateway;

import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.cloudformation.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One stage of an HTTP API: routes a request, has it authorized, asks the function, and answers. */
final class HttpApi implements Api {

    private final ApiSpec spec;
    private final ApiIdentity identity;
    private final BasePaths basePaths;
    private final RouteTable routes;
    private final Backend backend;

    HttpApi(ApiSpec spec, ApiIdentity identity, Backend backend) {
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
    public Answer identified(Answer answer, RequestIds ids) {
        return ids.ofHttpApi(answer);
    }

    @Override
    public Answer answer(Request request) {
        return basePaths
                .locate(decoded(request.path))
                .flatMap(location -> routes.find(request.method, location.inStage())
                        .map(found -> new RoutedRequest(
                                request,
                                location,
                                found.route(),
                                found.pathParameters(),
                                identity,
                                spec.stageVariables())))
                .map(this::authorized)
                .orElseGet(() -> HttpErrors.answer(ResponseType.MISSING_AUTHENTICATION_TOKEN));
    }

    /** Unlike a REST API, an HTTP API decodes before it routes; that an escaped slash then parts segments fits reports. */
    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private Answer authorized(RoutedRequest routed) {
        return switch (backend.authorize(routed)) {
            case Decision.Open() -> integrated(routed, null);
            case Decision.Allowed allowed -> integrated(routed, allowed.context());
            case Decision.Refused refused -> HttpErrors.answer(refused.type());
        };
    }

    private Answer integrated(RoutedRequest routed, @Nullable Map<String, Object> context) {
        return switch (asked(routed, context)) {
            case Integration.Result.Answered answered -> answered.answer();
            case Integration.Result.Failed failed -> HttpErrors.answer(failed.type());
        };
    }

    private Integration.Result asked(RoutedRequest routed, @Nullable Map<String, Object> context) {
        Route route = routed.route();
        boolean isPayload2 = route.payload() == Route.Payload.HTTP_2;
        byte[] event = Json.bytes(isPayload2 ? HttpEvents.proxy(routed, context) : HttpEventsV1.proxy(routed, context));
        return Integration.ask(
                backend.function(route),
                event,
                route,
                isPayload2 ? HttpProxyAnswer::readPayload2 : HttpProxyAnswer::readPayload1);
    }
}
