package dev.tokenry.local.template;

import dev.tokenry.local.template.ResourceMaker.Made;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A template with its parameters set: what the local stack makes, runs and serves. */
public final class StackTemplate {

    private final TemplateFile file;
    private final Scope scope;

    private StackTemplate(TemplateFile file, Scope scope) {
        this.file = file;
        this.scope = scope;
    }

    public static StackTemplate of(
            TemplateFile file, Map<String, String> parameters, Pseudo pseudo, ResourceMaker maker) {
        return of(file, parameters, pseudo, Published.NOTHING, maker);
    }

    /** A template that may refer to what others have published. */
    public static StackTemplate of(
            TemplateFile file, Map<String, String> parameters, Pseudo pseudo, Published others, ResourceMaker maker) {
        return new StackTemplate(file, new Scope(file, parameters, pseudo, others, maker));
    }

    /** Every table, key and bucket, made now unless something has referred to it before. */
    public Map<String, Made> stored() {
        return made(Declaration::isStored);
    }

    /** Every custom resource, carried out now unless something has referred to it before. */
    public Map<String, Made> custom() {
        return made(Declaration::isCustom);
    }

    private Map<String, Made> made(Predicate<Declaration> which) {
        Map<String, Made> result = new TreeMap<>();
        for (Declaration resource : scope.existing()) {
            if (which.test(resource)) {
                result.put(resource.logicalId(), scope.make(resource));
            }
        }
        return result;
    }

    /** What the stacks after this one may refer to. */
    public Published published() {
        return PublishedReader.read(file.section("Outputs"), scope);
    }

    public List<FunctionSpec> functions() {
        return scope.existing().stream()
                .filter(Declaration::isFunction)
                .map(each -> FunctionReader.read(each, scope))
                .toList();
    }

    /** Whether a function makes resources of this type. */
    public static boolean isCustom(String type) {
        return type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource");
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
