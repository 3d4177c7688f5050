package dev.tokenry.emulator.cloudformation;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads the declaration of a REST API. */
record ApiReader(ResourceDeclaration api, TemplateContext scope, List<RouteEvent> events) {

    ApiSpec read() {
        if (property("BinaryMediaTypes") != null) {
            throw TemplateException.at(api.path() + ".BinaryMediaTypes", "binary payloads are not emulated");
        }
        Map<String, Object> auth = TemplateValues.map(property("Auth"), api.path() + ".Auth");
        Map<String, AuthorizerSpec> authorizers =
                AuthorizerReader.read(auth.get("Authorizers"), api.path() + ".Auth.Authorizers", scope.ids());
        return new ApiSpec(
                ApiSpec.Type.REST,
                api.logicalId(),
                scope.ids().apiId(api.logicalId()),
                scope.stage(api),
                TemplateValues.stringMap(property("Variables"), api.path() + ".Variables"),
                new RouteReader(auth, authorizers.keySet())
                        .rest(events.stream()
                                .filter(each -> each.belongsTo(api, scope))
                                .toList()),
                authorizers,
                GatewayResponseReader.read(property("GatewayResponses"), api.path() + ".GatewayResponses"),
                minimumCompressionSize());
    }

    private @Nullable Object property(String name) {
        return scope.resolve(api.properties().get(name), api.path() + "." + name);
    }

    private OptionalInt minimumCompressionSize() {
        Object size = property("MinimumCompressionSize");
        return size == null
                ? OptionalInt.empty()
                : OptionalInt.of(TemplateValues.number(size, api.path() + ".MinimumCompressionSize"));
    }
}
