package dev.tokenry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the README. */
class ReadmeTest {

    private static final Pattern CODE_BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COORDINATE = Pattern.compile("<(groupId|artifactId|version)>[^<]+</\\1>");
    private static final Pattern CLASS_NAME = Pattern.compile("public class (\\w+)");

    /** Makes a class of statements, as a reader of the README would. */
    private static final String STATEMENTS = """
            import dev.tokenry.emulator.*;
            import dev.tokenry.emulator.io.PhysicalResource;
            import java.nio.file.Path;
            import java.util.Map;

            public class Statements {
                void run(Path directory) throws Exception {
                    %s
                }
            }
            """;

    static List<String> javaExamples() throws IOException {
        return codeBlocks("java");
    }

    @ParameterizedTest
    @MethodSource("javaExamples")
    void java_example_compiles(String example, @TempDir Path folder) throws IOException {
        String source = CLASS_NAME.matcher(example).find() ? example : STATEMENTS.formatted(example);
        Matcher name = CLASS_NAME.matcher(source);
        assertThat(name.find()).isTrue();
        Path file = Files.writeString(folder.resolve(name.group(1) + ".java"), source);

        assertThat(compiles(file)).isTrue();
    }

    @Test
    void coordinates_are_those_of_the_module() throws IOException {
        String project = Files.readString(Path.of("pom.xml"));
        List<String> coordinates = COORDINATE
                .matcher(codeBlocks("xml").getFirst())
                .results()
                .map(it -> it.group())
                .toList();

        assertThat(coordinates).hasSize(3);
        assertThat(project).contains(coordinates);
    }

    private static List<String> codeBlocks(String language) throws IOException {
        List<String> blocks = CODE_BLOCK
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
        assertThat(blocks).isNotEmpty();
        return blocks;
    }

    private static boolean compiles(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                source.getParent().toString());
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            return compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
        }
    }
}
