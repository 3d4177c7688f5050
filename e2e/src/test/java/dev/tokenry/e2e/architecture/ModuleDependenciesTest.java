package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tokenry.e2e.architecture.Packages.AUTHORIZER;
import static dev.tokenry.e2e.architecture.Packages.EMULATOR;
import static dev.tokenry.e2e.architecture.Packages.FUNCTIONS;
import static dev.tokenry.e2e.architecture.Packages.LOCAL;
import static dev.tokenry.e2e.architecture.Packages.RESTORE;
import static dev.tokenry.e2e.architecture.TestedRule.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A module depends only on modules that Maven builds before it. */
class ModuleDependenciesTest extends ArchitectureTestBase {

    @Override
    Stream<TestedRule> rules() {
        return Stream.of(
                rule(
                                "emulator depends on no other module",
                                noClasses()
                                        .that()
                                        .resideInAPackage(EMULATOR)
                                        .should()
                                        .dependOnClassesThat(resideInAPackage("dev.tokenry..")
                                                .and(not(resideInAPackage(EMULATOR)))))
                        .violatedBy("emulator.X", "dev.tokenry.model.TokenId field;"),
                rule(
                                "shared depends on no other module",
                                noClasses()
                                        .that(not(resideInAnyPackage(EMULATOR, FUNCTIONS, AUTHORIZER, LOCAL, RESTORE)))
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAnyPackage(EMULATOR, FUNCTIONS, AUTHORIZER, LOCAL, RESTORE))
                        .violatedBy("administration.X", "dev.tokenry.emulator.io.AwsAccount field;")
                        .violatedBy("administration.X", "dev.tokenry.functions.Wiring field;"),
                rule(
                                "functions depend on shared alone",
                                noClasses()
                                        .that()
                                        .resideInAPackage(FUNCTIONS)
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAnyPackage(EMULATOR, AUTHORIZER, LOCAL))
                        .violatedBy("functions.X", "dev.tokenry.emulator.io.AwsAccount field;")
                        .violatedBy("functions.X", "dev.tokenry.authorizer.AuthorizeHandler field;"),
                rule(
                                "authorizer depends on shared alone",
                                noClasses()
                                        .that()
                                        .resideInAPackage(AUTHORIZER)
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAnyPackage(EMULATOR, FUNCTIONS, LOCAL))
                        .violatedBy("authorizer.X", "dev.tokenry.functions.Wiring field;")
                        .violatedBy("authorizer.X", "dev.tokenry.emulator.io.AwsAccount field;"),
                rule(
                                "restore depends on shared alone",
                                noClasses()
                                        .that()
                                        .resideInAPackage(RESTORE)
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAnyPackage(EMULATOR, FUNCTIONS, AUTHORIZER, LOCAL))
                        .violatedBy("restore.X", "dev.tokenry.functions.Wiring field;"),
                rule(
                                "nothing depends on restore",
                                noClasses()
                                        .that()
                                        .resideOutsideOfPackage(RESTORE)
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAPackage(RESTORE))
                        .violatedBy("local.X", "dev.tokenry.restore.RestoreTool field;"),
                rule(
                                "nothing depends on local",
                                noClasses()
                                        .that()
                                        .resideOutsideOfPackage(LOCAL)
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAPackage(LOCAL))
                        .violatedBy("administration.X", "dev.tokenry.local.LocalTokenry field;")
                        .violatedBy("emulator.X", "dev.tokenry.local.LocalTokenry field;"));
    }

    @Test
    void every_package_is_checked_and_tests_are_excluded() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName))
                .contains(
                        "dev.tokenry.emulator",
                        "dev.tokenry.error",
                        "dev.tokenry.time",
                        "dev.tokenry.model",
                        "dev.tokenry.crypto",
                        "dev.tokenry.store",
                        "dev.tokenry.store.dynamodb",
                        "dev.tokenry.store.s3",
                        "dev.tokenry.authentication",
                        "dev.tokenry.authorization",
                        "dev.tokenry.authorization.rule",
                        "dev.tokenry.administration",
                        "dev.tokenry.exchange",
                        "dev.tokenry.exchange.encoding",
                        "dev.tokenry.exchange.condition",
                        "dev.tokenry.exchange.keys",
                        "dev.tokenry.exchange.keys.http",
                        "dev.tokenry.exchange.trust",
                        "dev.tokenry.functions",
                        "dev.tokenry.functions.http",
                        "dev.tokenry.functions.resource",
                        "dev.tokenry.functions.aws",
                        "dev.tokenry.authorizer",
                        "dev.tokenry.authorizer.aws",
                        "dev.tokenry.functions.tokens",
                        "dev.tokenry.functions.users",
                        "dev.tokenry.local",
                        "dev.tokenry.restore");
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName)).noneMatch(name -> name.endsWith("Test"));
    }
}
