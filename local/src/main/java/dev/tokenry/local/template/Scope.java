package dev.tokenry.local.template;

import dev.tokenry.local.template.ResourceMaker.Made;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything a template's names can stand for; what has to be made is made when first referred to. */
final class Scope implements Intrinsics.Names {

    private final Parameters parameters;
    private final Conditions conditions;
    private final Map<String, Object> mappings;
    private final Published others;
    private final Map<String, Declaration> declarations = new LinkedHashMap<>();
    private final Pseudo pseudo;
    private final LocalIds ids;
    private final StoredResources stored;
    private final Intrinsics intrinsics = new Intrinsics(this);

    Scope(TemplateFile file, Map<String, String> overrides, Pseudo pseudo, Published others, ResourceMaker maker) {
        this.others = others;
        this.parameters = new Parameters(file.section("Parameters"), overrides, others);
        this.conditions = new Conditions(file.section("Conditions"));
        this.mappings = file.section("Mappings");
        this.pseudo = pseudo;
        this.ids = new LocalIds(pseudo);
        this.stored = new StoredResources(maker);
        Globals globals = new Globals(file.section("Globals"));
        file.section("Resources").forEach((id, written) -> declarations.put(id, Declaration.of(id, written, globals)));
    }

    /** The resources that exist: those whose condition holds. */
    Collection<Declaration> existing() {
        return declarations.values().stream().filter(this::exists).toList();
    }

    /** The resource of this id, which must exist. */
    Declaration existing(String logicalId, String where) {
        Declaration declaration = declarations.get(logicalId);
        if (declaration == null) {
            throw TemplateException.at(where, logicalId + " is neither a parameter nor a resource");
        }
        if (!exists(declaration)) {
            throw TemplateException.at(where, logicalId + " does not exist: its condition does not hold");
        }
        return declaration;
    }

    Made make(Declaration resource) {
        return stored.get(
                resource, () -> Values.map(resolve(resource.properties(), resource.where()), resource.where()));
    }

    @Nullable
    Object resolve(@Nullable Object value, String where) {
        return intrinsics.resolve(value, where);
    }

    LocalIds ids() {
        return ids;
    }

    @Override
    public Object ref(String name, String where) {
        Object value = name.startsWith("AWS::") ? pseudo.get(name) : parameters.get(name);
        if (value != null) {
            return value;
        }
        int dot = name.indexOf('.');
        if (dot > 0) {
            return attribute(name.substring(0, dot), name.substring(dot + 1), where);
        }
        Declaration resource = existing(name, where);
        if (resource.isMade()) {
            return make(resource).ref();
        }
        return resource.isSsmParameter()
                ? Values.text(resolve(resource.properties().get("Name"), where), where)
                : ids.ref(resource, where);
    }

    @Override
    public String attribute(String logicalId, String attribute, String where) {
        if (isRoleOfFunction(logicalId)) {
            return ids.roleArn(logicalId);
        }
        Declaration resource = existing(logicalId, where);
        String value = resource.isMade()
                ? make(resource).attributes().get(attribute)
                : resource.isApi() && attribute.equals("Stage") ? stage(resource) : ids.attribute(resource, attribute);
        if (value == null) {
            throw TemplateException.at(where, logicalId + " has no attribute " + attribute + " here");
        }
        return value;
    }

    String stage(Declaration api) {
        String where = api.where() + ".StageName";
        Object stage = resolve(api.properties().get("StageName"), where);
        return stage == null && api.isHttpApi() ? "$default" : Values.text(stage, where);
    }

    /** SAM makes a role for every function that names none, and templates may refer to it. */
    private boolean isRoleOfFunction(String logicalId) {
        if (declarations.containsKey(logicalId) || !logicalId.endsWith("Role")) {
            return false;
        }
        Declaration owner = declarations.get(logicalId.substring(0, logicalId.length() - "Role".length()));
        return owner != null && owner.isFunction();
    }

    @Override
    public boolean condition(String name, String where) {
        return conditions.holds(name, where, this::resolve);
    }

    @Override
    public Object mapping(String map, String first, String second, String where) {
        Map<String, Object> keys = Values.map(mappings.get(map), "Mappings." + map);
        Object value =
                Values.map(keys.get(first), "Mappings." + map + "." + first).get(second);
        if (value == null) {
            throw TemplateException.at(where, "Mappings hold no " + String.join(".", map, first, second));
        }
        return value;
    }

    @Override
    public String imported(String export, String where) {
        return others.export(export, where);
    }

    @Override
    public String dynamic(String text, String where) {
        return DynamicReferences.resolve(text, others, where);
    }

    private boolean exists(Declaration resource) {
        return resource.condition() == null
                || condition(resource.condition(), "Resources." + resource.logicalId() + ".Condition");
    }
}
