package dev.tokenry.e2e.packaged;

import static dev.tokenry.e2e.packaged.PackagedStack.readEvent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.cloudformation.PseudoParameters;
import dev.tokenry.emulator.cloudformation.StackTemplate;
import dev.tokenry.emulator.cloudformation.TemplateFile;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.packaged.FunctionResult;
import dev.tokenry.emulator.packaged.FunctionResult.Type;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The zip of the authorizer: it is small, complete without the AWS SDK, and starts with the options of the template.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime interface client has native parts for Linux only")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagedAuthorizerIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_BYTES = 6_000_000;
    private static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

    /** Some more than the first request loads: 1,909, of which 1,336 are those of the JVM and of Lambda's runtime. */
    private static final int MAX_CLASSES = 1_950;

    /** Lambda's interfaces, which the runtime has too, and what implements them. */
    private static final List<String> OUTSIDE_BOOT_CLASS_PATH =
            List.of("aws-lambda-java-core.jar", "tokenry-authorizer.jar");

    @TempDir
    private static Path directory;

    private PackagedStack stack;
    private FunctionSpec authorizer;

    @BeforeAll
    void start() throws IOException {
        stack = PackagedStack.start(directory);
        authorizer = stack.function("AuthorizeFunction");
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void it_fails_with_unauthorized_for_garbage_and_allows_a_valid_token(String bootClassPath) throws Exception {
        String token = stack.token();
        try (PackagedFunction function =
                stack.start(authorizer.with(Map.of(TOOL_OPTIONS, toolOptions(bootClassPath))))) {
            FunctionResult garbage = function.invoke(readEvent("authorize-garbage"));
            assertThat(garbage.type()).isEqualTo(Type.ERROR);
            assertThat(JSON.readTree(garbage.body()).path("errorMessage").asText())
                    .isEqualTo("Unauthorized");

            assertIsAllowed(function);

            String output = function.outputText();
            assertThat(output).doesNotContain(token.substring(token.lastIndexOf('.') + 1));
            // CloudWatch reads a metric only from a line that consists of the metric, not from a log record that
            // contains it.
            assertThat(output.lines())
                    .anyMatch(line -> line.startsWith("{\"_aws\":{\"Timestamp\":") && line.contains("\"Allowed\":1"));
            // No warning of the JVM, for example about access to native code.
            assertThat(output.lines())
                    .allMatch(line -> line.startsWith("{") || line.startsWith("Picked up JAVA_TOOL_OPTIONS: "));
        }
    }

    /**
     * Each class delays the first request. Lambdas, pattern switches and records that are compared load many for
     * little.
     */
    @Test
    void the_first_request_loads_few_classes_and_runs_no_bootstrap_methods_of_the_product() throws Exception {
        // So that the request does not record the use of the token.
        try (PackagedFunction function = stack.start(authorizer)) {
            assertIsAllowed(function);
        }
        Path log = directory.resolve("classes.log");
        try (PackagedFunction function = stack.start(
                authorizer.with(Map.of(TOOL_OPTIONS, toolOptions("off") + " -Xlog:class+load:file=" + log)))) {
            assertIsAllowed(function);
        }
        List<String> classes;
        try (Stream<String> lines = Files.lines(log)) {
            classes = lines.filter(line -> line.contains(" source: "))
                    .map(line -> line.replaceAll(".*] | source: .*", ""))
                    .toList();
        }
        assertThat(classes)
                .contains("dev.tokenry.authorizer.AuthorizeHandler", "dev.tokenry.model.AuthorizerContextCodec")
                .noneMatch(name -> name.startsWith("dev.tokenry.") && name.contains("$$Lambda"))
                .doesNotContain(
                        "java.lang.runtime.SwitchBootstraps",
                        "java.lang.runtime.ObjectMethods",
                        "java.lang.invoke.StringConcatFactory",
                        "javax.crypto.Mac",
                        "java.security.SecureRandom");
        assertThat(classes.size()).isLessThanOrEqualTo(MAX_CLASSES);
        assertThat(classes.stream()
                        .filter(name -> name.startsWith("dev.tokenry."))
                        .flatMap(this::fieldTypes))
                .isNotEmpty()
                .doesNotContain("Ljava/util/regex/Pattern;");
    }

    private void assertIsAllowed(PackagedFunction function) throws Exception {
        FunctionResult allowed = function.invoke(stack.eventWithToken("authorize-create"));
        assertThat(allowed.type()).as(allowed.body()).isEqualTo(Type.RESPONSE);
        JsonNode statement = JSON.readTree(allowed.body()).at("/policyDocument/Statement/0");
        assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
    }

    /** Returns the types of the fields of a class of the product, as a class file names them. */
    private Stream<String> fieldTypes(String className) {
        String entry = className.replace('.', '/') + ".class";
        try {
            for (Path jar : jars()) {
                try (ZipFile content = new ZipFile(jar.toFile())) {
                    if (content.getEntry(entry) != null) {
                        byte[] bytes =
                                content.getInputStream(content.getEntry(entry)).readAllBytes();
                        return ClassFile.of().parse(bytes).fields().stream()
                                .map(field -> field.fieldType().stringValue());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(entry + " is not in the zip");
    }

    @Test
    void the_boot_class_path_names_all_jars_but_those_that_lambda_replaces() throws IOException {
        List<String> jars = jars().stream()
                .map(jar -> jar.getFileName().toString())
                .filter(name -> !OUTSIDE_BOOT_CLASS_PATH.contains(name))
                .toList();
        String option = Arrays.stream(toolOptions("on").split(" "))
                .filter(each -> each.startsWith("-Xbootclasspath/a:"))
                .findFirst()
                .orElseThrow();
        assertThat(option.substring(option.indexOf(':') + 1).split(":"))
                .containsExactlyInAnyOrderElementsOf(
                        jars.stream().map(name -> "/var/task/lib/" + name).toList());
    }

    @Test
    void the_zip_is_small_and_contains_the_native_library_of_each_architecture() throws IOException {
        Path zip = PackagedStack.ROOT.resolve(authorizer.codeUri());
        assertThat(zip.toFile().length()).isLessThanOrEqualTo(MAX_BYTES);
        assertThat(stack.machinesOfLibraries(authorizer)).isEqualTo(PackagedStack.MACHINES);
    }

    /** The zip lacks the use cases of {@code shared}; a class that only some requests load must not be among them. */
    @Test
    void every_class_to_which_a_class_of_the_product_refers_is_in_the_zip() throws IOException {
        List<String> missing = missingClasses();
        assertThat(missing).noneMatch(line -> line.contains("-> dev.tokenry."));
        // Jars are complete but for annotations, and for classes that shared has for the functions.
        assertThat(missing.stream().filter(line -> line.strip().startsWith("dev.tokenry.authorizer.")))
                .allMatch(line -> line.contains("-> org.jspecify.annotations."));
    }

    @Test
    void the_zip_contains_no_class_of_the_aws_sdk() throws IOException {
        assertThat(entries())
                .contains(
                        "dev/tokenry/authorizer/AuthorizeHandler.class",
                        "dev/tokenry/authorization/Authorizer.class",
                        "software/amazon/awssdk/crt/CRT.class")
                .noneMatch(name -> name.startsWith("software/amazon/awssdk/")
                        && !name.startsWith("software/amazon/awssdk/crt/")
                        && name.endsWith(".class"))
                .noneMatch(name -> name.startsWith("dev/tokenry/administration/"))
                .noneMatch(name -> name.startsWith("dev/tokenry/exchange/"))
                .noneMatch(name -> name.endsWith(".so"));
    }

    /** Returns the lines of jdeps about classes that are neither in the zip nor in the JDK. */
    private List<String> missingClasses() throws IOException {
        StringWriter output = new StringWriter();
        String[] arguments = Stream.concat(
                        Stream.of("--multi-release", "base", "--missing-deps"),
                        jars().stream().map(Path::toString))
                .toArray(String[]::new);
        PrintWriter writer = new PrintWriter(output);
        assertThat(ToolProvider.findFirst("jdeps").orElseThrow().run(writer, writer, arguments))
                .as(output.toString())
                .isZero();
        return output.toString()
                .lines()
                .filter(line -> line.strip().endsWith("not found"))
                .filter(line -> line.startsWith(" "))
                .toList();
    }

    private List<String> entries() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path jar : jars()) {
            try (ZipFile content = new ZipFile(jar.toFile())) {
                content.stream().forEach(entry -> names.add(entry.getName()));
            }
        }
        return names;
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(stack.taskRoot(authorizer).resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the options of the JVM as the template declares them. */
    private static String toolOptions(String bootClassPath) {
        return StackTemplate.of(
                        TemplateFile.read(PackagedStack.TEMPLATE),
                        Map.of("AuthorizerBootClassPath", bootClassPath),
                        new PseudoParameters("eu-central-1", "000000000000", "tokenry"),
                        (logicalId, type, properties) ->
                                new PhysicalResource(logicalId, Map.of("Arn", "arn:aws:x:::" + logicalId)))
                .functions()
                .stream()
                .filter(it -> it.logicalId().equals("AuthorizeFunction"))
                .findFirst()
                .orElseThrow()
                .environment()
                .get(TOOL_OPTIONS);
    }
}
