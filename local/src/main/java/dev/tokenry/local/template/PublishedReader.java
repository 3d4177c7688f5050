package dev.tokenry.local.template;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what a template offers to other stacks: outputs that have an export name, and SSM parameters. */
final class PublishedReader {

    private PublishedReader() {}

    static Published read(Map<String, Object> outputs, Scope scope) {
        return new Published(exports(outputs, scope), parameters(scope));
    }

    private static Map<String, String> exports(Map<String, Object> outputs, Scope scope) {
        Map<String, String> exports = new LinkedHashMap<>();
        outputs.forEach((id, written) -> {
            String where = "Outputs." + id;
            Map<String, Object> output = Values.map(written, where);
            boolean exists = !(output.get("Condition") instanceof String condition)
                    || scope.condition(condition, where + ".Condition");
            // One that is not exported is for people: it need not be resolved, and may name what is not here.
            if (exists && output.containsKey("Export")) {
                Map<String, Object> export =
                        Values.map(scope.resolve(output.get("Export"), where + ".Export"), where + ".Export");
                String name = Values.text(export.get("Name"), where + ".Export.Name");
                String value = Values.text(scope.resolve(output.get("Value"), where + ".Value"), where + ".Value");
                if (exports.put(name, value) != null) {
                    throw TemplateException.at(where + ".Export.Name", name + " is exported twice");
                }
            }
        });
        return exports;
    }

    private static Map<String, String> parameters(Scope scope) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Declaration resource : scope.existing()) {
            if (resource.isSsmParameter()) {
                String where = resource.where();
                Map<String, Object> properties = Values.map(scope.resolve(resource.properties(), where), where);
                if (!"String".equals(properties.get("Type"))) {
                    throw TemplateException.at(where + ".Type", "only String is emulated");
                }
                parameters.put(
                        Values.text(properties.get("Name"), where + ".Name"),
                        Values.text(properties.get("Value"), where + ".Value"));
            }
        }
        return parameters;
    }
}
