package dev.tokenry.emulator.cloudformation;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads the declaration of an HTTP API. */
record HttpApiReader(ResourceDeclaration api, TemplateContext scope, List<RouteEvent> events) {

    private static final List<String> NOT_EMULATED = List.of("CorsConfiguration", "DefinitionBody", "DefinitionUri");

    ApiSpec read() {
        for (String name : NOT_EMULATED) {
            if (property(name) != null) {
                throw TemplateException.at(api.path() + "." + name, "it is not emulated");
            }
        }
        Map<String, Object> auth = TemplateValues.map(property("Auth"), api.path() + ".Auth");
        Map<String, AuthorizerSpec> authorizers = new HttpAuthorizerReader(scope.ids(), hasPermissions())
                .read(auth.get("Authorizers"), api.path() + ".Auth.Authorizers");
        return new ApiSpec(
                ApiSpec.Type.HTTP,
                api.logicalId(),
                scope.ids().apiId(api.logicalId()),
                scope.stage(api),
                TemplateValues.stringMap(property("StageVariables"), api.path() + ".StageVariables"),
                new RouteReader(auth, authorizers.keySet())
                        .http(events.stream()
                                .filter(each -> each.belongsTo(api, scope))
                                .toList()),
                authorizers,
                Map.of(),
                OptionalInt.empty());
    }

    private boolean hasPermissions() {
        return scope.resources().stream().anyMatch(each -> each.type().equals("AWS::Lambda::Permission"));
    }

    private @Nullable Object property(String name) {
        return scope.resolve(api.properties().get(name), api.path() + "." + name);
    }
}
