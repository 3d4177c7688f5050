package dev.tokenry.emulator.cloudformation;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/** A parsed template, with short-form tags in their long form and nothing resolved. */
public record TemplateFile(Map<String, Object> content) {

    public static TemplateFile read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return parse(reader, file.getFileName().toString());
        } catch (IOException e) {
            throw new TemplateException("The template " + file + " cannot be read");
        }
    }

    private static TemplateFile parse(Reader reader, String name) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions dumperOptions = new DumperOptions();
        Yaml yaml = new Yaml(
                new ShortFormTags(options),
                new Representer(dumperOptions),
                dumperOptions,
                options,
                new CloudFormationYamlResolver());
        try {
            Object root = yaml.load(reader);
            if (root instanceof Map<?, ?> map) {
                return new TemplateFile(TemplateValues.withStringKeys(map));
            }
            throw new TemplateException(name + " is not a template: it must be a map");
        } catch (MarkedYAMLException e) {
            throw TemplateException.at(position(name, e), String.valueOf(e.getProblem()));
        } catch (YAMLException e) {
            throw TemplateException.at(
                    name, String.valueOf(e.getMessage()).lines().findFirst().orElse("not YAML"));
        }
    }

    private static String position(String name, MarkedYAMLException e) {
        return e.getProblemMark() == null
                ? name
                : name + ":" + (e.getProblemMark().getLine() + 1);
    }

    /** Returns a top-level section such as {@code Resources}, or an empty map if the template has no such section. */
    public Map<String, Object> section(String name) {
        return TemplateValues.map(content.get(name), name);
    }
}
