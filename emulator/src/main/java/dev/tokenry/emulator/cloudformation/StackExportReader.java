package dev.tokenry.emulator.cloudformation;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the values that a template offers to other stacks: exported outputs and SSM parameters. */
final class StackExportReader {

    private StackExportReader() {}

    static StackExports read(Map<String, Object> outputs, TemplateContext scope) {
        return new StackExports(exports(outputs, scope), parameters(scope));
    }

    private static Map<String, String> exports(Map<String, Object> outputs, TemplateContext scope) {
        Map<String, String> exports = new LinkedHashMap<>();
        outputs.forEach((id, raw) -> {
            String path = "Outputs." + id;
            Map<String, Object> output = TemplateValues.map(raw, path);
            boolean exists = !(output.get("Condition") instanceof String condition)
                    || scope.condition(condition, path + ".Condition");
            // An output that is not exported is only informative, and may refer to something that the emulator does
            // not support.
            if (exists && output.containsKey("Export")) {
                Map<String, Object> export =
                        TemplateValues.map(scope.resolve(output.get("Export"), path + ".Export"), path + ".Export");
                String name = TemplateValues.string(export.get("Name"), path + ".Export.Name");
                String value =
                        TemplateValues.string(scope.resolve(output.get("Value"), path + ".Value"), path + ".Value");
                if (exports.put(name, value) != null) {
                    throw TemplateException.at(path + ".Export.Name", name + " is exported twice");
                }
            }
        });
        return exports;
    }

    private static Map<String, String> parameters(TemplateContext scope) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (ResourceDeclaration resource : scope.resources()) {
            if (resource.isSsmParameter()) {
                String path = resource.path();
                Map<String, Object> properties = TemplateValues.map(scope.resolve(resource.properties(), path), path);
                if (!"String".equals(properties.get("Type"))) {
                    throw TemplateException.at(path + ".Type", "only String is emulated");
                }
                parameters.put(
                        TemplateValues.string(properties.get("Name"), path + ".Name"),
                        TemplateValues.string(properties.get("Value"), path + ".Value"));
            }
        }
        return parameters;
    }
}
