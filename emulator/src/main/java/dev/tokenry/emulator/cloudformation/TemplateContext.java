package dev.tokenry.emulator.cloudformation;

import dev.tokenry.emulator.io.PhysicalResource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolves the names of a template; a resource is created when it is first referred to. */
public final class TemplateContext implements IntrinsicFunctions.Resolver {

    private final Parameters parameters;
    private final Conditions conditions;
    private final Map<String, Object> mappings;
    private final StackExports stackExports;
    private final Map<String, ResourceDeclaration> declarations = new LinkedHashMap<>();
    private final PseudoParameters pseudo;
    private final EmulatedIds ids;
    private final ProvisionedResources provisioned;
    private final IntrinsicFunctions intrinsics = new IntrinsicFunctions(this);

    public TemplateContext(
            TemplateFile file,
            Map<String, String> overrides,
            PseudoParameters pseudo,
            StackExports stackExports,
            ResourceProvisioner provisioner) {
        this.stackExports = stackExports;
        this.parameters = new Parameters(file.section("Parameters"), overrides, stackExports);
        this.conditions = new Conditions(file.section("Conditions"));
        this.mappings = file.section("Mappings");
        this.pseudo = pseudo;
        this.ids = new EmulatedIds(pseudo);
        this.provisioned = new ProvisionedResources(provisioner);
        Globals globals = new Globals(file.section("Globals"));
        file.section("Resources").forEach((id, raw) -> declarations.put(id, ResourceDeclaration.of(id, raw, globals)));
    }

    /** Returns the resources whose condition is true. */
    public Collection<ResourceDeclaration> resources() {
        return declarations.values().stream().filter(this::exists).toList();
    }

    /** Returns the resource with this logical id, which must exist. */
    public ResourceDeclaration resource(String logicalId, String path) {
        ResourceDeclaration declaration = declarations.get(logicalId);
        if (declaration == null) {
            throw TemplateException.at(path, logicalId + " is neither a parameter nor a resource");
        }
        if (!exists(declaration)) {
            throw TemplateException.at(path, logicalId + " does not exist: its condition is false");
        }
        return declaration;
    }

    PhysicalResource provision(ResourceDeclaration resource) {
        return provisioned.getOrProvision(
                resource, () -> TemplateValues.map(resolve(resource.properties(), resource.path()), resource.path()));
    }

    @Nullable
    public Object resolve(@Nullable Object value, String path) {
        return intrinsics.resolve(value, path);
    }

    EmulatedIds ids() {
        return ids;
    }

    @Override
    public Object ref(String name, String path) {
        Object value = name.startsWith("AWS::") ? pseudo.get(name) : parameters.get(name);
        if (value != null) {
            return value;
        }
        int dot = name.indexOf('.');
        if (dot > 0) {
            return attribute(name.substring(0, dot), name.substring(dot + 1), path);
        }
        if (isRoleOfFunction(name)) {
            return ids.physicalName(name);
        }
        ResourceDeclaration resource = resource(name, path);
        if (resource.isCreatable()) {
            return provision(resource).ref();
        }
        return resource.isSsmParameter()
                ? TemplateValues.string(resolve(resource.properties().get("Name"), path), path)
                : ids.ref(resource, path);
    }

    @Override
    public String attribute(String logicalId, String attribute, String path) {
        if (isRoleOfFunction(logicalId)) {
            return ids.roleArn(logicalId);
        }
        ResourceDeclaration resource = resource(logicalId, path);
        String value = resource.isCreatable()
                ? provision(resource).attributes().get(attribute)
                : resource.isApi() && attribute.equals("Stage") ? stage(resource) : ids.attribute(resource, attribute);
        if (value == null) {
            throw TemplateException.at(path, logicalId + " has no supported attribute " + attribute);
        }
        return value;
    }

    String stage(ResourceDeclaration api) {
        String path = api.path() + ".StageName";
        Object stage = resolve(api.properties().get("StageName"), path);
        return stage == null && api.isHttpApi() ? "$default" : TemplateValues.string(stage, path);
    }

    /** SAM creates a role for every function that declares none, and templates can refer to that role. */
    private boolean isRoleOfFunction(String logicalId) {
        if (declarations.containsKey(logicalId) || !logicalId.endsWith("Role")) {
            return false;
        }
        ResourceDeclaration owner = declarations.get(logicalId.substring(0, logicalId.length() - "Role".length()));
        return owner != null && owner.isFunction();
    }

    @Override
    public boolean condition(String name, String path) {
        return conditions.evaluate(name, path, this::resolve);
    }

    @Override
    public Object mapping(String map, String first, String second, String path) {
        Map<String, Object> keys = TemplateValues.map(mappings.get(map), "Mappings." + map);
        Object value = TemplateValues.map(keys.get(first), "Mappings." + map + "." + first)
                .get(second);
        if (value == null) {
            throw TemplateException.at(path, "Mappings do not contain " + String.join(".", map, first, second));
        }
        return value;
    }

    @Override
    public String importValue(String export, String path) {
        return stackExports.export(export, path);
    }

    @Override
    public String resolveDynamic(String text, String path) {
        return DynamicReferences.resolve(text, stackExports, path);
    }

    private boolean exists(ResourceDeclaration resource) {
        return resource.condition() == null
                || condition(resource.condition(), "Resources." + resource.logicalId() + ".Condition");
    }
}
