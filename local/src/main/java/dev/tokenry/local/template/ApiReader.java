package dev.tokenry.local.template;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads a REST API's declaration. */
record ApiReader(Declaration api, Scope scope, List<RouteEvent> events) {

    ApiSpec read() {
        if (property("BinaryMediaTypes") != null) {
            throw TemplateException.at(api.where() + ".BinaryMediaTypes", "binary payloads are not emulated");
        }
        Map<String, Object> auth = Values.map(property("Auth"), api.where() + ".Auth");
        Map<String, Authorizer> authorizers =
                AuthorizerReader.read(auth.get("Authorizers"), api.where() + ".Auth.Authorizers", scope.ids());
        return new ApiSpec(
                ApiSpec.Kind.REST,
                api.logicalId(),
                scope.ids().apiId(api.logicalId()),
                scope.stage(api),
                Values.texts(property("Variables"), api.where() + ".Variables"),
                new RouteReader(auth, authorizers.keySet())
                        .rest(events.stream()
                                .filter(each -> each.isOf(api, scope))
                                .toList()),
                authorizers,
                GatewayResponseReader.read(property("GatewayResponses"), api.where() + ".GatewayResponses"),
                minimumCompressionSize());
    }

    private @Nullable Object property(String name) {
        return scope.resolve(api.properties().get(name), api.where() + "." + name);
    }

    private OptionalInt minimumCompressionSize() {
        Object size = property("MinimumCompressionSize");
        return size == null
                ? OptionalInt.empty()
                : OptionalInt.of(Values.number(size, api.where() + ".MinimumCompressionSize"));
    }
}
