package dev.tokenry.emulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The emulator depends on no application. */
class EmulatorArchitectureTest {

    private static final String APPLICATION = "tokenry";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("dev." + APPLICATION);

    @Test
    void the_packages_are_free_of_cycles() {
        slices().matching("dev.tokenry.emulator.(*)").should().beFreeOfCycles().check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.tokenry.emulator.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tokenry.emulator")
                .check(new ClassFileImporter().importPath(Path.of("target", "classes")));
    }

    @Test
    void no_source_file_names_an_application() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> naming = files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("EmulatorArchitectureTest.java"))
                    .filter(EmulatorArchitectureTest::namesApplication)
                    .toList();
            assertThat(naming).isEmpty();
        }
    }

    private static boolean namesApplication(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT)
                    .replace("dev.tokenry.emulator", "")
                    .contains(APPLICATION);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
