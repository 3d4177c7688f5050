package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tokenry.e2e.architecture.Packages.AUTHENTICATION;
import static dev.tokenry.e2e.architecture.Packages.AUTHORIZATION;
import static dev.tokenry.e2e.architecture.Packages.AUTHORIZER;
import static dev.tokenry.e2e.architecture.Packages.AUTHORIZER_AWS;
import static dev.tokenry.e2e.architecture.Packages.CRYPTO;
import static dev.tokenry.e2e.architecture.Packages.ERROR;
import static dev.tokenry.e2e.architecture.Packages.MODEL;
import static dev.tokenry.e2e.architecture.Packages.RULE;
import static dev.tokenry.e2e.architecture.Packages.SERVICE_CALLS;
import static dev.tokenry.e2e.architecture.Packages.STORE;
import static dev.tokenry.e2e.architecture.Packages.STORE_DYNAMODB;
import static dev.tokenry.e2e.architecture.Packages.TEXT;
import static dev.tokenry.e2e.architecture.Packages.TIME;
import static dev.tokenry.e2e.architecture.Packages.layer;
import static dev.tokenry.e2e.architecture.Packages.target;
import static dev.tokenry.e2e.architecture.TestedRule.rule;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.stream.Stream;

/** The authorizer loads few classes, because every request of a cold start waits for them. */
class AuthorizerClassesTest extends ArchitectureTestBase {

    private static final String COMMON_RUNTIME = "software.amazon.awssdk.crt..";
    private static final String HTTP_CLIENT = "software.amazon.awssdk.http.crt..";

    @Override
    Stream<TestedRule> rules() {
        return Stream.of(
                rule(
                                "the authorizer depends on its part of shared and on three libraries alone",
                                layer(
                                        AUTHORIZER,
                                        AUTHORIZATION,
                                        RULE,
                                        AUTHENTICATION,
                                        CRYPTO,
                                        STORE,
                                        STORE_DYNAMODB,
                                        SERVICE_CALLS,
                                        MODEL,
                                        TIME,
                                        TEXT,
                                        ERROR,
                                        COMMON_RUNTIME,
                                        "com.amazonaws.services.lambda.runtime",
                                        "com.fasterxml.jackson.core.."))
                        .violatedBy("authorizer.X", "dev.tokenry.administration.TokenReader field;")
                        .violatedBy("authorizer.X", "dev.tokenry.exchange.IdTokenVerifier field;")
                        .violatedBy("authorizer.X", "dev.tokenry.functions.http.ApiResponse field;")
                        .violatedBy("authorizer.X", "dev.tokenry.store.s3.S3SnapshotStore field;")
                        .violatedBy("authorizer.aws.X", "software.amazon.awssdk.core.exception.SdkException field;")
                        .violatedBy(
                                "authorizer.aws.X", "software.amazon.awssdk.services.dynamodb.DynamoDbClient field;")
                        .violatedBy("authorizer.X", "com.fasterxml.jackson.databind.ObjectMapper field;")
                        .violatedBy(
                                "authorizer.X",
                                "com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent field;")
                        .violatedBy("authorizer.X", "org.slf4j.Logger field;"),
                rule(
                                "only the HTTP client of the SDK and authorizer.aws use the Common Runtime",
                                noClasses()
                                        .that()
                                        .resideOutsideOfPackages(SERVICE_CALLS, AUTHORIZER_AWS)
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAnyPackage(COMMON_RUNTIME, HTTP_CLIENT))
                        .violatedBy("authorizer.X", "software.amazon.awssdk.crt.CRT field;")
                        .violatedBy("store.dynamodb.X", "software.amazon.awssdk.crt.CRT field;")
                        .violatedBy("restore.X", "software.amazon.awssdk.http.crt.AwsCrtHttpClient field;"),
                rule(
                                "the authorizer avoids reflection",
                                noClasses()
                                        .that()
                                        .resideInAPackage(AUTHORIZER)
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..")
                                        .orShould()
                                        .accessTargetWhere(target("reflection", AuthorizerClassesTest::isReflection)))
                        .violatedBy("authorizer.X", "Object made() throws Exception { return Class.forName(\"x\"); }")
                        .violatedBy("authorizer.X", "java.lang.reflect.Method field;"));
    }

    private static boolean isReflection(JavaClass owner, String method) {
        return owner.isEquivalentTo(Class.class)
                && (method.startsWith("getDeclared")
                        || Set.of("forName", "newInstance", "getMethods", "getMethod", "getConstructor")
                                .contains(method));
    }
}
