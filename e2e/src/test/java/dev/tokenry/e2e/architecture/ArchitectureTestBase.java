package dev.tokenry.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks rules about the main classes of all modules, and that each rule detects the violations that it names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ArchitectureTestBase {

    /** The main classes of all modules. Their dependencies stay unresolved: the SDK has thousands of classes. */
    static final JavaClasses CLASSES = Samples.importUnresolved(() -> new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
            .importPackages("dev.tokenry"));

    abstract Stream<TestedRule> rules();

    Stream<Arguments> violations() {
        return rules().flatMap(rule -> rule.violations().stream().map(sample -> arguments(rule, sample)));
    }

    Stream<Arguments> permitted() {
        return rules().flatMap(rule -> rule.permitted().stream().map(sample -> arguments(rule, sample)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_classes_follow_the_rule(TestedRule rule) {
        rule.rule().check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_violation_of_the_rule_is_known(TestedRule rule) {
        assertThat(rule.violations()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("violations")
    void the_rule_detects_the_violation(TestedRule rule, Sample sample, @TempDir Path folder) throws IOException {
        assertThat(rule.rule().evaluate(Samples.compile(sample, folder)).hasViolation())
                .isTrue();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("permitted")
    void the_rule_permits_the_class(TestedRule rule, Sample sample, @TempDir Path folder) throws IOException {
        assertThat(rule.rule().evaluate(Samples.compile(sample, folder)).hasViolation())
                .isFalse();
    }
}
