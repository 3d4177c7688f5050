package dev.tokenry.emulator.packaged;

import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the process of a function starts.
 *
 * @param taskRoot the directory of the unpacked zip, with every jar under {@code lib/}
 * @param jvmOptions options besides those of Lambda
 * @param prefix a command that runs the JVM, or an empty list
 */
public record FunctionLaunch(
        FunctionSpec spec, Path taskRoot, Layout layout, List<String> jvmOptions, List<String> prefix) {

    /** Where the JVM finds the classes of the function. */
    public enum Layout {
        /** As Lambda runs a zip: the runtime interface client loads the classes with a class loader of its own. */
        ZIP,
        /** As in a container image: on the class path. */
        CLASS_PATH
    }

    /** The directory in which Lambda unpacks a zip; variables in a template may name it. */
    private static final String LAMBDA_TASK_ROOT = "/var/task";

    /** A directory in it with native libraries; a template names that of the architecture for which it asks. */
    private static final Pattern LIBRARIES = Pattern.compile("/lib/(arm64|x86_64)\\b");

    public FunctionLaunch {
        jvmOptions = List.copyOf(jvmOptions);
        prefix = List.copyOf(prefix);
    }

    /** Returns the name that Lambda has for the processor architecture of this machine, on which all functions run. */
    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
    }

    /** The command line, with the options with which Lambda starts a JVM. */
    List<String> command(RuntimeInterfaceClient client) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(client.jvmOptions());
        command.addAll(jvmOptions);
        List<Path> classPath = new ArrayList<>(client.jars());
        if (layout == Layout.CLASS_PATH) {
            classPath.addAll(taskJars());
        }
        command.addAll(List.of("-cp", join(classPath), RuntimeInterfaceClient.MAIN_CLASS, spec.handler()));
        return command;
    }

    Map<String, String> environment(String runtimeApi) {
        Map<String, String> environment = new LinkedHashMap<>();
        spec.environment().forEach((name, value) -> environment.put(name, onThisMachine(value)));
        // Lambda sets both; the SDK for Python reads the second.
        String region = environment.get("AWS_REGION");
        if (region != null) {
            environment.put("AWS_DEFAULT_REGION", region);
        }
        environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/local/bin:/usr/bin:/bin");
        environment.putAll(Map.of(
                "AWS_LAMBDA_RUNTIME_API",
                runtimeApi,
                "AWS_LAMBDA_FUNCTION_NAME",
                spec.name(),
                "AWS_LAMBDA_FUNCTION_VERSION",
                "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                Integer.toString(spec.memoryMegabytes()),
                "AWS_LAMBDA_LOG_FORMAT",
                "JSON",
                "AWS_LAMBDA_LOG_GROUP_NAME",
                "/aws/lambda/" + spec.name(),
                "AWS_LAMBDA_LOG_STREAM_NAME",
                "1",
                "LD_LIBRARY_PATH",
                taskRoot + File.pathSeparator + taskRoot.resolve("lib"),
                "LAMBDA_TASK_ROOT",
                taskRoot.toString(),
                "_HANDLER",
                spec.handler()));
        return environment;
    }

    private String onThisMachine(String value) {
        return LIBRARIES
                .matcher(value)
                .replaceAll("/lib/" + architecture())
                .replace(LAMBDA_TASK_ROOT, taskRoot.toString());
    }

    private List<Path> taskJars() {
        Path lib = taskRoot.resolve("lib");
        if (!Files.isDirectory(lib)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String join(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
