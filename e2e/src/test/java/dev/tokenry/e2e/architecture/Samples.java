package dev.tokenry.e2e.architecture;

import static java.nio.file.Files.createDirectories;
import static java.nio.file.Files.writeString;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles and imports {@link Sample}s. */
final class Samples {

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    // Shared, because it caches the contents of the jars on the class path.
    private static final StandardJavaFileManager FILES =
            JAVAC.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    private Samples() {}

    /** Compiles a sample, and the classes that it requires, into a folder and imports all classes of the folder. */
    static JavaClasses compile(Sample sample, Path folder) throws IOException {
        for (Sample required : sample.required()) {
            write(required, folder);
        }
        write(sample, folder);
        return importUnresolved(() -> new ClassFileImporter().importPath(folder));
    }

    private static void write(Sample sample, Path folder) throws IOException {
        Path source = folder.resolve(sample.packageName().replace('.', '/'), sample.simpleName() + ".java");
        createDirectories(source.getParent());
        writeString(source, sample.source());
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + folder;
        List<String> options = List.of("-proc:none", "-cp", classPath, "-d", folder.toString());
        assertThat(JAVAC.getTask(null, FILES, null, options, null, FILES.getJavaFileObjects(source))
                        .call())
                .as("compiled " + source)
                .isTrue();
    }

    /** Imports classes without resolving their dependencies: the rules need only names. */
    static JavaClasses importUnresolved(Supplier<JavaClasses> classes) {
        return ArchConfiguration.withThreadLocalScope((ArchConfiguration configuration) -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return classes.get();
        });
    }
}
