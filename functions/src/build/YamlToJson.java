import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Writes a YAML file as JSON: run by the build, so that what is deployed needs no YAML parser. */
class YamlToJson {

    public static void main(String[] args) throws Exception {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (Reader yaml = Files.newBufferedReader(Path.of(args[0]))) {
            Object document = new Yaml(new SafeConstructor(options)).load(yaml);
            requireJson(document, "");
            Path json = Path.of(args[1]);
            Files.createDirectories(json.getParent());
            Files.write(json, new JsonMapper().writeValueAsBytes(document));
        }
    }

    /** YAML reads an unquoted date as a date and an unquoted 200 as a number, which JSON cannot say or not as a key. */
    private static void requireJson(Object value, String path) {
        switch (value) {
            case null -> {}
            case String _, Number _, Boolean _ -> {}
            case Collection<?> list -> list.forEach(each -> requireJson(each, path + "/*"));
            case Map<?, ?> map ->
                map.forEach((key, each) -> {
                    if (!(key instanceof String)) {
                        throw new IllegalArgumentException("Quote the key " + key + " at " + path);
                    }
                    requireJson(each, path + "/" + key);
                });
            default -> throw new IllegalArgumentException("Quote the value at " + path + ": " + value);
        }
    }
}
