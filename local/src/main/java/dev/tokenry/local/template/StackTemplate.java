package dev.tokenry.local.template;

import dev.tokenry.local.template.ResourceMaker.Made;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A template with its parameters set: what the local stack makes, runs and serves. */
public final class StackTemplate {

    private final Scope scope;

    private StackTemplate(Scope scope) {
        this.scope = scope;
    }

    public static StackTemplate of(
            TemplateFile file, Map<String, String> parameters, Pseudo pseudo, ResourceMaker maker) {
        return new StackTemplate(new Scope(file, parameters, pseudo, maker));
    }

    /** Every table, key and bucket, made now unless something has referred to it before. */
    public Map<String, Made> stored() {
        Map<String, Made> result = new TreeMap<>();
        for (Declaration resource : scope.existing()) {
            if (resource.isStored()) {
                result.put(resource.logicalId(), scope.make(resource));
            }
        }
        return result;
    }

    public List<FunctionSpec> functions() {
        return scope.existing().stream()
                .filter(Declaration::isFunction)
                .map(each -> FunctionReader.read(each, scope))
                .toList();
    }

    /** Every REST API and HTTP API. */
    public List<ApiSpec> apis() {
        List<RouteEvent> events = RouteEvent.all(scope);
        return scope.existing().stream()
                .filter(Declaration::isApi)
                .map(each -> each.isHttpApi()
                        ? new HttpApiReader(each, scope, events).read()
                        : new ApiReader(each, scope, events).read())
                .toList();
    }

    /** The API of a stack that has exactly one. */
    public ApiSpec api() {
        List<ApiSpec> apis = apis();
        if (apis.size() != 1) {
            throw new TemplateException("Exactly one API is expected, the template has " + apis.size());
        }
        return apis.getFirst();
    }
}
