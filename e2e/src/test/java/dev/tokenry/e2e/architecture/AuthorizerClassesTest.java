package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tokenry.e2e.architecture.Packages.ADMINISTRATION;
import static dev.tokenry.e2e.architecture.Packages.AUTHORIZER;
import static dev.tokenry.e2e.architecture.Packages.HTTP;
import static dev.tokenry.e2e.architecture.Packages.RESOURCE;
import static dev.tokenry.e2e.architecture.Packages.target;
import static dev.tokenry.e2e.architecture.TestedRule.rule;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.stream.Stream;

/** The authorizer loads few classes, because every request of a cold start waits for them. */
class AuthorizerClassesTest extends ArchitectureTest {

    @Override
    Stream<TestedRule> rules() {
        return Stream.of(
                rule(
                                "the authorizer does not load administration",
                                noClasses()
                                        .that()
                                        .resideInAPackage(AUTHORIZER)
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAnyPackage(ADMINISTRATION, HTTP, RESOURCE))
                        .violatedBy("authorizer.X", "dev.tokenry.administration.TokenReader field;")
                        .violatedBy("authorizer.X", "dev.tokenry.functions.http.ApiResponse field;"),
                rule(
                                "the authorizer avoids heavy libraries",
                                noClasses()
                                        .that()
                                        .resideInAPackage(AUTHORIZER)
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAnyPackage(
                                                "com.fasterxml.jackson.databind..",
                                                "com.amazonaws.services.lambda.runtime.events..",
                                                "java.lang.reflect..",
                                                "java.lang.invoke..",
                                                "org.slf4j..")
                                        .orShould()
                                        .accessTargetWhere(target("reflection", AuthorizerClassesTest::isReflection)))
                        .violatedBy("authorizer.X", "com.fasterxml.jackson.databind.ObjectMapper field;")
                        .violatedBy(
                                "authorizer.X",
                                "com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent field;")
                        .violatedBy("authorizer.X", "Object made() throws Exception { return Class.forName(\"x\"); }")
                        .violatedBy("authorizer.X", "java.lang.reflect.Method field;")
                        .violatedBy("authorizer.X", "org.slf4j.Logger field;"));
    }

    private static boolean isReflection(JavaClass owner, String method) {
        return owner.isEquivalentTo(Class.class)
                && (method.startsWith("getDeclared")
                        || Set.of("forName", "newInstance", "getMethods", "getMethod", "getConstructor")
                                .contains(method));
    }
}
