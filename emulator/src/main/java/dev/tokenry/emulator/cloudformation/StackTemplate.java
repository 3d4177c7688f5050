package dev.tokenry.emulator.cloudformation;

import dev.tokenry.emulator.io.PhysicalResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A template with its parameters set: what the local stack makes, runs and serves. */
public final class StackTemplate {

    private final TemplateFile file;
    private final TemplateContext scope;

    private StackTemplate(TemplateFile file, TemplateContext scope) {
        this.file = file;
        this.scope = scope;
    }

    public static StackTemplate of(
            TemplateFile file,
            Map<String, String> parameters,
            PseudoParameters pseudo,
            ResourceProvisioner provisioner) {
        return of(file, parameters, pseudo, StackExports.EMPTY, provisioner);
    }

    /** A template that may refer to what others have published. */
    public static StackTemplate of(
            TemplateFile file,
            Map<String, String> parameters,
            PseudoParameters pseudo,
            StackExports stackExports,
            ResourceProvisioner provisioner) {
        return new StackTemplate(file, new TemplateContext(file, parameters, pseudo, stackExports, provisioner));
    }

    /** Every table, key and bucket, made now unless something has referred to it before. */
    public Map<String, PhysicalResource> provisionStored() {
        return provision(ResourceDeclaration::isEmulated);
    }

    /** Every custom resource, carried out now unless something has referred to it before. */
    public Map<String, PhysicalResource> provisionCustom() {
        return provision(ResourceDeclaration::isCustom);
    }

    private Map<String, PhysicalResource> provision(Predicate<ResourceDeclaration> filter) {
        Map<String, PhysicalResource> result = new TreeMap<>();
        for (ResourceDeclaration resource : scope.resources()) {
            if (filter.test(resource)) {
                result.put(resource.logicalId(), scope.provision(resource));
            }
        }
        return result;
    }

    /** What the stacks after this one may refer to. */
    public StackExports exports() {
        return StackExportReader.read(file.section("Outputs"), scope);
    }

    public List<FunctionSpec> functions() {
        return scope.resources().stream()
                .filter(ResourceDeclaration::isFunction)
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
        return scope.resources().stream()
                .filter(ResourceDeclaration::isApi)
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
