package dev.tokenry.local.template;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads an HTTP API's declaration. */
record HttpApiReader(Declaration api, Scope scope, List<RouteEvent> events) {

    private static final List<String> NOT_EMULATED = List.of("CorsConfiguration", "DefinitionBody", "DefinitionUri");

    ApiSpec read() {
        for (String name : NOT_EMULATED) {
            if (property(name) != null) {
                throw TemplateException.at(api.where() + "." + name, "it is not emulated");
            }
        }
        Map<String, Object> auth = Values.map(property("Auth"), api.where() + ".Auth");
        Map<String, Authorizer> authorizers = new HttpAuthorizerReader(scope.ids(), hasPermissions())
                .read(auth.get("Authorizers"), api.where() + ".Auth.Authorizers");
        return new ApiSpec(
                ApiSpec.Kind.HTTP,
                api.logicalId(),
                scope.ids().apiId(api.logicalId()),
                scope.stage(api),
                Values.texts(property("StageVariables"), api.where() + ".StageVariables"),
                new RouteReader(auth, authorizers.keySet())
                        .http(events.stream()
                                .filter(each -> each.isOf(api, scope))
                                .toList()),
                authorizers,
                Map.of(),
                OptionalInt.empty());
    }

    private boolean hasPermissions() {
        return scope.existing().stream().anyMatch(each -> each.type().equals("AWS::Lambda::Permission"));
    }

    private @Nullable Object property(String name) {
        return scope.resolve(api.properties().get(name), api.where() + "." + name);
    }
}
