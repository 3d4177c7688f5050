package dev.tokenry.emulator.cloudformation;

import dev.tokenry.emulator.io.PhysicalResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A template with its parameters: the resources, functions and APIs of a stack. */
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

    /** Returns a template that can refer to the exports of other stacks. */
    public static StackTemplate of(
            TemplateFile file,
            Map<String, String> parameters,
            PseudoParameters pseudo,
            StackExports stackExports,
            ResourceProvisioner provisioner) {
        return new StackTemplate(file, new TemplateContext(file, parameters, pseudo, stackExports, provisioner));
    }

    /** Creates every resource of an emulated service that does not exist yet, and returns all of them. */
    public Map<String, PhysicalResource> provisionStored() {
        return provision(ResourceDeclaration::isEmulated);
    }

    /** Creates every custom resource that does not exist yet, and returns all of them. */
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

    /** Returns the values to which stacks that start later can refer. */
    public StackExports exports() {
        return StackExportReader.read(file.section("Outputs"), scope);
    }

    public List<FunctionSpec> functions() {
        return scope.resources().stream()
                .filter(ResourceDeclaration::isFunction)
                .map(each -> FunctionReader.read(each, scope))
                .toList();
    }

    /** Returns the streams whose records functions receive. */
    public List<EventSourceSpec> eventSources() {
        return new EventSourceReader(scope).all();
    }

    /** Returns whether this is the type of a custom resource. */
    public static boolean isCustom(String type) {
        return type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource");
    }

    /** Returns all REST APIs and HTTP APIs. */
    public List<ApiSpec> apis() {
        List<RouteEvent> events = RouteEvent.all(scope);
        return scope.resources().stream()
                .filter(ResourceDeclaration::isApi)
                .map(each -> each.isHttpApi()
                        ? new HttpApiReader(each, scope, events).read()
                        : new ApiReader(each, scope, events).read())
                .toList();
    }

    /** Returns the only API of the template; a template with any other number of APIs is an error. */
    public ApiSpec api() {
        List<ApiSpec> apis = apis();
        if (apis.size() != 1) {
            throw new TemplateException("Exactly one API is expected, the template has " + apis.size());
        }
        return apis.getFirst();
    }
}
