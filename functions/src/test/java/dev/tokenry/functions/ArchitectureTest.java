package dev.tokenry.functions;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.nio.file.Files.createDirectories;
import static java.nio.file.Files.writeString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.tokenry.model.PresentedToken;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The layers of the packages, the classes that may write to stores, and the few places where secrets, time, randomness
 * and the environment are used.
 */
class ArchitectureTest {

    private static final String[] JDK = {"java..", "javax..", "org.jspecify.."};
    private static final String[] LAMBDA = {"com.amazonaws.services.lambda.runtime.."};
    private static final String ERROR = "dev.tokenry.error..";
    private static final String TIME = "dev.tokenry.time..";
    private static final String MODEL = "dev.tokenry.model..";
    private static final String CRYPTO = "dev.tokenry.crypto..";
    private static final String STORE = "dev.tokenry.store";
    private static final String STORE_DYNAMODB = "dev.tokenry.store.dynamodb..";
    private static final String AUTHENTICATION = "dev.tokenry.authentication..";
    private static final String AUTHORIZATION = "dev.tokenry.authorization";
    private static final String RULE = "dev.tokenry.authorization.rule..";
    private static final String ADMINISTRATION = "dev.tokenry.administration..";
    private static final String HTTP = "dev.tokenry.functions.http..";
    private static final String RESOURCE = "dev.tokenry.functions.resource..";
    private static final String AWS = "dev.tokenry.functions.aws..";
    private static final String AUTHORIZER = "dev.tokenry.functions.authorizer..";
    private static final String ROOT = "dev.tokenry.functions";
    private static final String WIRING = "dev.tokenry.functions.Wiring";
    private static final String DEPENDENCIES = "dev.tokenry.functions.Dependencies";
    private static final String AWS_DEPENDENCIES = "dev.tokenry.functions.AwsDependencies";

    private static final DescribedPredicate<JavaClass> ENDPOINTS = resideInAPackage("dev.tokenry.functions.*..")
            .and(not(resideInAnyPackage(HTTP, RESOURCE, AWS)))
            .as("endpoints");
    private static final DescribedPredicate<JavaClass> HANDLERS = ENDPOINTS
            .and(describe("named *Handler", type -> type.getSimpleName().endsWith("Handler")))
            .as("handlers");
    private static final DescribedPredicate<JavaClass> WRITING_STORES = resideInAPackage("dev.tokenry.store")
            .and(describe(
                    "named *Store but not *QueryStore",
                    type -> type.getSimpleName().endsWith("Store")
                            && !type.getSimpleName().endsWith("QueryStore")))
            .as("stores that write");
    private static final DescribedPredicate<JavaClass> SDK = resideInAPackage("software.amazon.awssdk..");
    private static final DescribedPredicate<JavaClass> SDK_SERVICES =
            resideInAPackage("software.amazon.awssdk.services..");

    private static final JavaClasses CLASSES = importWithoutDependencies(() -> new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
            .importPackages("dev.tokenry"));

    private static final ArchRule ERROR_DEPENDS_ON_JDK_ONLY = layer(ERROR);
    private static final ArchRule TIME_DEPENDS_ON_JDK_AND_ERROR_ONLY = layer(TIME, ERROR);
    private static final ArchRule MODEL_DEPENDS_ON_JDK_AND_ERROR_ONLY = layer(MODEL, ERROR);

    private static final ArchRule CRYPTO_DEPENDS_ON_MODEL_AND_KMS = classes()
            .that()
            .resideInAPackage(CRYPTO)
            .should()
            .onlyDependOnClassesThat(
                    jdkOr(resideInAnyPackage(CRYPTO, MODEL, TIME, ERROR)).or(sdkOf("kms")));

    private static final ArchRule STORE_DEPENDS_ON_MODEL = layer(STORE, MODEL, ERROR);

    private static final ArchRule STORE_DYNAMODB_DEPENDS_ON_STORE_AND_DYNAMODB = classes()
            .that()
            .resideInAPackage(STORE_DYNAMODB)
            .should()
            .onlyDependOnClassesThat(jdkOr(resideInAnyPackage(STORE_DYNAMODB, STORE, MODEL, ERROR))
                    .or(sdkOf("dynamodb")));

    private static final ArchRule ONLY_STORE_DYNAMODB_AND_WIRING_USE_DYNAMODB = noClasses()
            .that(not(resideInAPackage(STORE_DYNAMODB)).and(not(anyOf(AWS_DEPENDENCIES))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STORE_DYNAMODB, "software.amazon.awssdk.services.dynamodb..");

    private static final ArchRule AUTHENTICATION_DEPENDS_ON_STORE_AND_CRYPTO =
            layer(AUTHENTICATION, STORE, CRYPTO, MODEL, TIME, ERROR);

    private static final ArchRule ROUTE_RULES_DEPEND_ON_MODEL = layer(RULE, MODEL, ERROR);

    private static final ArchRule AUTHORIZATION_DEPENDS_ON_AUTHENTICATION =
            layer(AUTHORIZATION, RULE, AUTHENTICATION, STORE, MODEL, TIME, ERROR);

    private static final ArchRule ADMINISTRATION_KNOWS_NO_HTTP_AND_NO_LAMBDA =
            layer(ADMINISTRATION, AUTHORIZATION, AUTHENTICATION, CRYPTO, STORE, MODEL, TIME, ERROR);

    private static final ArchRule HTTP_DEPENDS_ON_MODEL_JSON_AND_LAMBDA = classes()
            .that()
            .resideInAPackage(HTTP)
            .should()
            .onlyDependOnClassesThat(jdkOr(resideInAnyPackage(HTTP, MODEL, TIME, ERROR))
                    .or(resideInAnyPackage(LAMBDA))
                    .or(resideInAPackage("com.fasterxml.jackson..")));

    private static final ArchRule RESOURCE_DEPENDS_ON_HTTP_AND_MODEL = layer(RESOURCE, HTTP, MODEL, TIME, ERROR);

    private static final ArchRule AWS_DEPENDS_ON_SDK_ONLY = classes()
            .that()
            .resideInAPackage(AWS)
            .should()
            .onlyDependOnClassesThat(jdkOr(resideInAPackage(AWS)).or(SDK.and(not(SDK_SERVICES))));

    private static final ArchRule ENDPOINTS_DEPEND_ON_SHARED_PACKAGES_AND_LAMBDA = classes()
            .that(ENDPOINTS)
            .should()
            .onlyDependOnClassesThat(jdkOr(resideInAnyPackage(
                            ADMINISTRATION, AUTHORIZATION, RULE, AUTHENTICATION, CRYPTO, STORE, MODEL, TIME, ERROR))
                    .or(resideInAPackage("dev.tokenry.functions.."))
                    .or(resideInAnyPackage(LAMBDA))
                    .or(resideInAPackage("com.fasterxml.jackson.core..")));

    private static final ArchRule ENDPOINTS_DO_NOT_DEPEND_ON_EACH_OTHER = slices().matching(
                    "dev.tokenry.functions.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAnyPackage(HTTP, RESOURCE, AWS));

    private static final ArchRule HANDLERS_DO_NOT_DEPEND_ON_EACH_OTHER =
            noClasses().that(HANDLERS).should().dependOnClassesThat(HANDLERS);

    private static final ArchRule ENDPOINTS_DEPEND_ON_ROOT_ONLY_THROUGH_WIRING = noClasses()
            .that(ENDPOINTS)
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT).and(not(name(WIRING))));

    private static final ArchRule ONLY_USE_CASES_AND_AUTHENTICATION_WRITE = noClasses()
            .that(not(resideInAnyPackage(ADMINISTRATION, AUTHENTICATION, STORE, STORE_DYNAMODB)))
            .and(not(anyOf(WIRING, DEPENDENCIES, AWS_DEPENDENCIES)))
            .should()
            .dependOnClassesThat(WRITING_STORES);

    private static final ArchRule ONLY_AUTHORIZER_USES_JACKSON_STREAMS = noClasses()
            .that(ENDPOINTS.and(not(resideInAPackage(AUTHORIZER))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..");

    private static final ArchRule ENDPOINTS_DO_NOT_USE_THE_SDK =
            noClasses().that(ENDPOINTS).should().dependOnClassesThat(SDK);

    private static final ArchRule AUTHORIZER_DOES_NOT_LOAD_ADMINISTRATION = noClasses()
            .that()
            .resideInAPackage(AUTHORIZER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ADMINISTRATION, HTTP, RESOURCE);

    private static final ArchRule AUTHORIZER_AVOIDS_HEAVY_LIBRARIES = noClasses()
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
            .accessTargetWhere(target(
                    "reflection",
                    (owner, method) -> owner.isEquivalentTo(Class.class)
                            && (method.startsWith("getDeclared")
                                    || Set.of("forName", "newInstance", "getMethods", "getMethod", "getConstructor")
                                            .contains(method))));

    private static final ArchRule NOTHING_DEPENDS_ON_LOCAL = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tokenry.local..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tokenry.local..");

    private static final ArchRule ONLY_WIRING_READS_THE_ENVIRONMENT = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(WIRING)
            .should()
            .accessTargetWhere(target(
                    "System.getenv", (owner, method) -> owner.isEquivalentTo(System.class) && method.equals("getenv")));

    private static final ArchRule ONLY_THREE_RESPONSES_REVEAL_A_SECRET = noClasses()
            .that(not(anyOf(
                    "dev.tokenry.functions.tokens.CreateTokenHandler",
                    "dev.tokenry.functions.tokens.RegenerateTokenHandler",
                    "dev.tokenry.functions.bootstrap.BootstrapHandler")))
            .should()
            .accessTargetWhere(target(
                    "PresentedToken.reveal",
                    (owner, method) -> owner.isEquivalentTo(PresentedToken.class) && method.equals("reveal")));

    private static final ArchRule CLOCK_AND_RANDOM_ARE_INJECTED = noClasses()
            .that(not(anyOf(WIRING, AWS_DEPENDENCIES)))
            .should()
            .accessTargetWhere(target("the system's clock", ArchitectureTest::isSystemClock))
            .orShould()
            .accessTargetWhere(describe("the current time without a clock", ArchitectureTest::isNowWithoutClock))
            .orShould()
            .accessTargetWhere(target("a source of randomness", ArchitectureTest::isRandomSource));

    private static final ArchRule NO_LOGGING_LIBRARY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.logging..",
                    "org.slf4j..",
                    "org.apache.log4j..",
                    "org.apache.logging..",
                    "org.apache.commons.logging..");

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    // Shared, because it caches the contents of the jars on the class path.
    private static final StandardJavaFileManager FILES =
            JAVAC.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    static Stream<ArchRule> rules() {
        return Stream.of(
                ERROR_DEPENDS_ON_JDK_ONLY,
                TIME_DEPENDS_ON_JDK_AND_ERROR_ONLY,
                MODEL_DEPENDS_ON_JDK_AND_ERROR_ONLY,
                CRYPTO_DEPENDS_ON_MODEL_AND_KMS,
                STORE_DEPENDS_ON_MODEL,
                STORE_DYNAMODB_DEPENDS_ON_STORE_AND_DYNAMODB,
                ONLY_STORE_DYNAMODB_AND_WIRING_USE_DYNAMODB,
                AUTHENTICATION_DEPENDS_ON_STORE_AND_CRYPTO,
                ROUTE_RULES_DEPEND_ON_MODEL,
                AUTHORIZATION_DEPENDS_ON_AUTHENTICATION,
                ADMINISTRATION_KNOWS_NO_HTTP_AND_NO_LAMBDA,
                HTTP_DEPENDS_ON_MODEL_JSON_AND_LAMBDA,
                RESOURCE_DEPENDS_ON_HTTP_AND_MODEL,
                AWS_DEPENDS_ON_SDK_ONLY,
                ENDPOINTS_DEPEND_ON_SHARED_PACKAGES_AND_LAMBDA,
                ENDPOINTS_DO_NOT_DEPEND_ON_EACH_OTHER,
                HANDLERS_DO_NOT_DEPEND_ON_EACH_OTHER,
                ENDPOINTS_DEPEND_ON_ROOT_ONLY_THROUGH_WIRING,
                ONLY_USE_CASES_AND_AUTHENTICATION_WRITE,
                ONLY_AUTHORIZER_USES_JACKSON_STREAMS,
                ENDPOINTS_DO_NOT_USE_THE_SDK,
                AUTHORIZER_DOES_NOT_LOAD_ADMINISTRATION,
                AUTHORIZER_AVOIDS_HEAVY_LIBRARIES,
                NOTHING_DEPENDS_ON_LOCAL,
                ONLY_WIRING_READS_THE_ENVIRONMENT,
                ONLY_THREE_RESPONSES_REVEAL_A_SECRET,
                CLOCK_AND_RANDOM_ARE_INJECTED,
                NO_LOGGING_LIBRARY);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void architecture_rules_hold(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void every_package_is_checked_and_tests_are_excluded() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName))
                .contains(
                        "dev.tokenry.error",
                        "dev.tokenry.time",
                        "dev.tokenry.model",
                        "dev.tokenry.crypto",
                        "dev.tokenry.store",
                        "dev.tokenry.store.dynamodb",
                        "dev.tokenry.authentication",
                        "dev.tokenry.authorization",
                        "dev.tokenry.authorization.rule",
                        "dev.tokenry.administration",
                        "dev.tokenry.functions",
                        "dev.tokenry.functions.http",
                        "dev.tokenry.functions.resource",
                        "dev.tokenry.functions.aws",
                        "dev.tokenry.functions.authorizer",
                        "dev.tokenry.functions.tokens",
                        "dev.tokenry.functions.users");
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName)).noneMatch(name -> name.endsWith("Test"));
    }

    /** Each rule with a class that violates it, because a rule that cannot fail verifies nothing. */
    static Stream<Arguments> offences() {
        return Stream.of(
                arguments(ERROR_DEPENDS_ON_JDK_ONLY, "error.X", "dev.tokenry.model.TokenId field;"),
                arguments(MODEL_DEPENDS_ON_JDK_AND_ERROR_ONLY, "model.X", "dev.tokenry.time.Timestamps field;"),
                arguments(MODEL_DEPENDS_ON_JDK_AND_ERROR_ONLY, "model.X", "dev.tokenry.store.TokenStore[] field;"),
                arguments(TIME_DEPENDS_ON_JDK_AND_ERROR_ONLY, "time.X", "dev.tokenry.model.TokenId field;"),
                arguments(
                        MODEL_DEPENDS_ON_JDK_AND_ERROR_ONLY, "model.X", "software.amazon.awssdk.core.SdkBytes field;"),
                arguments(CRYPTO_DEPENDS_ON_MODEL_AND_KMS, "crypto.X", "dev.tokenry.store.DeploymentStore field;"),
                arguments(
                        CRYPTO_DEPENDS_ON_MODEL_AND_KMS,
                        "crypto.X",
                        "software.amazon.awssdk.services.dynamodb.DynamoDbClient field;"),
                arguments(STORE_DEPENDS_ON_MODEL, "store.X", "dev.tokenry.crypto.Pepper field;"),
                arguments(STORE_DEPENDS_ON_MODEL, "store.X", "dev.tokenry.time.Timestamps field;"),
                arguments(STORE_DEPENDS_ON_MODEL, "store.X", "software.amazon.awssdk.core.SdkBytes field;"),
                arguments(STORE_DEPENDS_ON_MODEL, "store.X", "dev.tokenry.store.dynamodb.DynamoTokenStore field;"),
                arguments(
                        STORE_DYNAMODB_DEPENDS_ON_STORE_AND_DYNAMODB,
                        "store.dynamodb.X",
                        "software.amazon.awssdk.services.kms.KmsClient field;"),
                arguments(
                        STORE_DYNAMODB_DEPENDS_ON_STORE_AND_DYNAMODB,
                        "store.dynamodb.X",
                        "dev.tokenry.authentication.Authenticator field;"),
                arguments(
                        ONLY_STORE_DYNAMODB_AND_WIRING_USE_DYNAMODB,
                        "administration.X",
                        "dev.tokenry.store.dynamodb.DynamoTokenStore field;"),
                arguments(
                        ONLY_STORE_DYNAMODB_AND_WIRING_USE_DYNAMODB,
                        "functions.tokens.X",
                        "software.amazon.awssdk.services.dynamodb.DynamoDbClient field;"),
                arguments(
                        AUTHENTICATION_DEPENDS_ON_STORE_AND_CRYPTO,
                        "authentication.X",
                        "dev.tokenry.authorization.Authorizer field;"),
                arguments(ROUTE_RULES_DEPEND_ON_MODEL, "authorization.rule.X", "dev.tokenry.store.TokenFinder field;"),
                arguments(
                        AUTHORIZATION_DEPENDS_ON_AUTHENTICATION,
                        "authorization.X",
                        "dev.tokenry.administration.TokenReader field;"),
                arguments(
                        AUTHORIZATION_DEPENDS_ON_AUTHENTICATION,
                        "authorization.X",
                        "software.amazon.awssdk.core.exception.SdkException field;"),
                arguments(
                        ADMINISTRATION_KNOWS_NO_HTTP_AND_NO_LAMBDA,
                        "administration.X",
                        "dev.tokenry.functions.Wiring field;"),
                arguments(
                        ADMINISTRATION_KNOWS_NO_HTTP_AND_NO_LAMBDA,
                        "administration.X",
                        "dev.tokenry.functions.http.ApiRequest field;"),
                arguments(
                        ADMINISTRATION_KNOWS_NO_HTTP_AND_NO_LAMBDA,
                        "administration.X",
                        "com.amazonaws.services.lambda.runtime.Context field;"),
                arguments(
                        HTTP_DEPENDS_ON_MODEL_JSON_AND_LAMBDA,
                        "functions.http.X",
                        "dev.tokenry.administration.TokenIssuer field;"),
                arguments(
                        HTTP_DEPENDS_ON_MODEL_JSON_AND_LAMBDA,
                        "functions.http.X",
                        "dev.tokenry.functions.Wiring field;"),
                arguments(
                        RESOURCE_DEPENDS_ON_HTTP_AND_MODEL,
                        "functions.resource.X",
                        "dev.tokenry.administration.TokenReader field;"),
                arguments(AWS_DEPENDS_ON_SDK_ONLY, "functions.aws.X", "dev.tokenry.model.TokenId field;"),
                arguments(
                        AWS_DEPENDS_ON_SDK_ONLY,
                        "functions.aws.X",
                        "software.amazon.awssdk.services.kms.KmsClient field;"),
                arguments(
                        ENDPOINTS_DEPEND_ON_SHARED_PACKAGES_AND_LAMBDA,
                        "functions.tokens.X",
                        "com.fasterxml.jackson.databind.JsonNode field;"),
                arguments(
                        ENDPOINTS_DEPEND_ON_SHARED_PACKAGES_AND_LAMBDA,
                        "functions.tokens.X",
                        "dev.tokenry.store.dynamodb.DynamoTokenStore field;"),
                arguments(
                        ENDPOINTS_DEPEND_ON_SHARED_PACKAGES_AND_LAMBDA,
                        "functions.tokens.X",
                        "software.amazon.awssdk.services.dynamodb.DynamoDbClient field;"),
                arguments(
                        ONLY_USE_CASES_AND_AUTHENTICATION_WRITE,
                        "functions.tokens.X",
                        "dev.tokenry.store.TokenStore field;"),
                arguments(
                        ONLY_USE_CASES_AND_AUTHENTICATION_WRITE,
                        "functions.users.X",
                        "dev.tokenry.store.UserStore field;"),
                arguments(
                        ONLY_USE_CASES_AND_AUTHENTICATION_WRITE,
                        "functions.rules.X",
                        "dev.tokenry.store.ApiRulesStore field;"),
                arguments(
                        ONLY_USE_CASES_AND_AUTHENTICATION_WRITE,
                        "functions.bootstrap.X",
                        "dev.tokenry.store.DeploymentStore field;"),
                arguments(
                        ONLY_USE_CASES_AND_AUTHENTICATION_WRITE,
                        "functions.tokens.X",
                        "dev.tokenry.store.IdempotencyStore field;"),
                arguments(
                        ONLY_USE_CASES_AND_AUTHENTICATION_WRITE,
                        "functions.authorizer.X",
                        "dev.tokenry.store.LastUseStore field;"),
                arguments(
                        ONLY_USE_CASES_AND_AUTHENTICATION_WRITE,
                        "authorization.X",
                        "dev.tokenry.store.DigestStore field;"),
                arguments(
                        ONLY_USE_CASES_AND_AUTHENTICATION_WRITE,
                        "functions.tokens.X",
                        "void delete(dev.tokenry.store.TokenStore store, dev.tokenry.model.Token token)"
                                + " { store.delete(token); }"),
                arguments(
                        ONLY_AUTHORIZER_USES_JACKSON_STREAMS,
                        "functions.tokens.X",
                        "com.fasterxml.jackson.core.JsonFactory field;"),
                arguments(
                        ENDPOINTS_DO_NOT_USE_THE_SDK,
                        "functions.snapshots.X",
                        "software.amazon.awssdk.regions.Region field;"),
                arguments(
                        AUTHORIZER_DOES_NOT_LOAD_ADMINISTRATION,
                        "functions.authorizer.X",
                        "dev.tokenry.administration.TokenReader field;"),
                arguments(
                        AUTHORIZER_DOES_NOT_LOAD_ADMINISTRATION,
                        "functions.authorizer.X",
                        "dev.tokenry.functions.http.ApiResponse field;"),
                arguments(
                        AUTHORIZER_AVOIDS_HEAVY_LIBRARIES,
                        "functions.authorizer.X",
                        "com.fasterxml.jackson.databind.ObjectMapper field;"),
                arguments(
                        AUTHORIZER_AVOIDS_HEAVY_LIBRARIES,
                        "functions.authorizer.X",
                        "com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent field;"),
                arguments(
                        AUTHORIZER_AVOIDS_HEAVY_LIBRARIES,
                        "functions.authorizer.X",
                        "Object made() throws Exception { return Class.forName(\"x\"); }"),
                arguments(
                        AUTHORIZER_AVOIDS_HEAVY_LIBRARIES, "functions.authorizer.X", "java.lang.reflect.Method field;"),
                arguments(AUTHORIZER_AVOIDS_HEAVY_LIBRARIES, "functions.authorizer.X", "org.slf4j.Logger field;"),
                arguments(ONLY_WIRING_READS_THE_ENVIRONMENT, "functions.X", "String field = System.getenv(\"x\");"),
                arguments(
                        ONLY_WIRING_READS_THE_ENVIRONMENT,
                        "functions.X",
                        "java.util.function.Supplier<?> field = System::getenv;"),
                arguments(
                        ONLY_THREE_RESPONSES_REVEAL_A_SECRET, "functions.tokens.X", REVEAL.formatted("token.reveal()")),
                arguments(
                        ONLY_THREE_RESPONSES_REVEAL_A_SECRET,
                        "functions.tokens.X",
                        "java.util.function.Function<dev.tokenry.model.PresentedToken, String> field"
                                + " = dev.tokenry.model.PresentedToken::reveal;"),
                arguments(
                        ONLY_THREE_RESPONSES_REVEAL_A_SECRET,
                        "functions.tokens.X",
                        REVEAL.formatted("java.util.stream.Stream.of(token).map(it -> it.reveal()).toList().get(0)")),
                arguments(CLOCK_AND_RANDOM_ARE_INJECTED, "store.X", "Object field = java.time.Instant.now();"),
                arguments(
                        CLOCK_AND_RANDOM_ARE_INJECTED,
                        "store.X",
                        "Object field = java.time.LocalDate.now(java.time.ZoneOffset.UTC);"),
                arguments(
                        CLOCK_AND_RANDOM_ARE_INJECTED,
                        "store.X",
                        "java.util.function.Supplier<?> field = java.time.Instant::now;"),
                arguments(CLOCK_AND_RANDOM_ARE_INJECTED, "store.X", "long field = System.currentTimeMillis();"),
                arguments(CLOCK_AND_RANDOM_ARE_INJECTED, "store.X", "Object field = java.time.Clock.systemUTC();"),
                arguments(CLOCK_AND_RANDOM_ARE_INJECTED, "store.X", "Object field = java.time.InstantSource.system();"),
                arguments(CLOCK_AND_RANDOM_ARE_INJECTED, "store.X", "Object field = new java.util.Date();"),
                arguments(CLOCK_AND_RANDOM_ARE_INJECTED, "store.X", "Object field = new java.util.Random();"),
                arguments(CLOCK_AND_RANDOM_ARE_INJECTED, "store.X", "Object field = new java.security.SecureRandom();"),
                arguments(CLOCK_AND_RANDOM_ARE_INJECTED, "store.X", "double field = Math.random();"),
                arguments(CLOCK_AND_RANDOM_ARE_INJECTED, "store.X", "Object field = java.util.UUID.randomUUID();"),
                arguments(
                        CLOCK_AND_RANDOM_ARE_INJECTED,
                        "store.X",
                        "Object field = java.util.concurrent.ThreadLocalRandom.current();"),
                arguments(NO_LOGGING_LIBRARY, "administration.X", "java.util.logging.Logger field;"),
                arguments(NO_LOGGING_LIBRARY, "functions.tokens.X", "org.slf4j.Logger field;"));
    }

    private static final String REVEAL = "String shown(dev.tokenry.model.PresentedToken token) { return %s; }";

    @ParameterizedTest
    @MethodSource("offences")
    void each_rule_detects_a_violation(ArchRule rule, String name, String members) throws IOException {
        assertThat(rule.evaluate(compiled("dev.tokenry." + name, members)).hasViolation())
                .isTrue();
    }

    @Test
    void dependency_between_endpoints_is_detected() throws IOException {
        compiled("dev.tokenry.functions.one.X", "");
        JavaClasses classes = compiled("dev.tokenry.functions.two.Y", "dev.tokenry.functions.one.X field;");

        assertThat(ENDPOINTS_DO_NOT_DEPEND_ON_EACH_OTHER.evaluate(classes).hasViolation())
                .isTrue();
    }

    @Test
    void dependency_between_handlers_is_detected() throws IOException {
        compiled(
                "dev.tokenry.functions.users.XHandler",
                "static final int LIMIT = 1; static int limit() { return LIMIT; }");
        JavaClasses classes = compiled(
                "dev.tokenry.functions.users.YHandler",
                "int limit = XHandler.limit(); dev.tokenry.functions.http.ApiHandler base;");

        assertThat(HANDLERS_DO_NOT_DEPEND_ON_EACH_OTHER.evaluate(classes).hasViolation())
                .isTrue();
    }

    @Test
    void handlers_may_extend_the_handlers_of_the_http_package() throws IOException {
        JavaClasses classes = compiled(
                "dev.tokenry.functions.users.YHandler", "dev.tokenry.functions.http.ApiHandler base; YHandler self;");

        assertThat(HANDLERS_DO_NOT_DEPEND_ON_EACH_OTHER.evaluate(classes).hasViolation())
                .isFalse();
    }

    @Test
    void finders_and_queries_may_be_used_everywhere() throws IOException {
        JavaClasses classes = compiled(
                "dev.tokenry.functions.users.X",
                "dev.tokenry.store.UserFinder finder; dev.tokenry.store.UserQueryStore queries;"
                        + " dev.tokenry.store.TokenQueryStore tokens; dev.tokenry.store.ApiRulesFinder rules;");

        assertThat(ONLY_USE_CASES_AND_AUTHENTICATION_WRITE.evaluate(classes).hasViolation())
                .isFalse();
    }

    @Test
    void endpoint_dependency_on_root_beyond_wiring_is_detected() throws IOException {
        compiled("dev.tokenry.functions.X", "");
        JavaClasses classes = compiled("dev.tokenry.functions.one.Y", "dev.tokenry.functions.X field;");

        assertThat(ENDPOINTS_DEPEND_ON_ROOT_ONLY_THROUGH_WIRING
                        .evaluate(classes)
                        .hasViolation())
                .isTrue();
    }

    @Test
    void dependency_on_local_is_detected() throws IOException {
        compiled("dev.tokenry.local.X", "");
        JavaClasses classes = compiled("dev.tokenry.administration.Y", "dev.tokenry.local.X field;");

        assertThat(NOTHING_DEPENDS_ON_LOCAL.evaluate(classes).hasViolation()).isTrue();
    }

    @Test
    void injected_clock_and_random_are_allowed() throws IOException {
        JavaClasses classes = compiled("dev.tokenry.store.X", """
                Object now(java.time.Clock clock, java.util.random.RandomGenerator random) {
                    return java.time.Instant.now(clock).plusMillis(random.nextInt()) + "" + clock.instant();
                }
                """);

        assertThat(CLOCK_AND_RANDOM_ARE_INJECTED.evaluate(classes).hasViolation())
                .isFalse();
    }

    /** Compiles a public class of this name into the test's folder, and imports all classes of the folder. */
    private JavaClasses compiled(String name, String members) throws IOException {
        int dot = name.lastIndexOf('.');
        Path source = folder.resolve(name.replace('.', '/') + ".java");
        createDirectories(source.getParent());
        writeString(
                source,
                "package " + name.substring(0, dot) + "; public class " + name.substring(dot + 1) + " {" + members
                        + "}");
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + folder;
        List<String> options = List.of("-proc:none", "-cp", classPath, "-d", folder.toString());
        assertThat(JAVAC.getTask(null, FILES, null, options, null, FILES.getJavaFileObjects(source))
                        .call())
                .as("compiled " + source)
                .isTrue();
        return importWithoutDependencies(() -> new ClassFileImporter().importPath(folder));
    }

    /** Imports classes without resolving their dependencies: the rules need only names, and the SDK has thousands. */
    private static JavaClasses importWithoutDependencies(Supplier<JavaClasses> classes) {
        return ArchConfiguration.withThreadLocalScope((ArchConfiguration configuration) -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return classes.get();
        });
    }

    /** Classes of a package depend on the JDK, on each other and on these packages alone. */
    private static ArchRule layer(String packageIdentifier, String... dependencies) {
        return classes()
                .that()
                .resideInAPackage(packageIdentifier)
                .should()
                .onlyDependOnClassesThat(
                        jdkOr(resideInAPackage(packageIdentifier)).or(resideInAnyPackage(dependencies)));
    }

    private static DescribedPredicate<JavaClass> jdkOr(DescribedPredicate<? super JavaClass> others) {
        return resideInAnyPackage(JDK).or(others);
    }

    private static DescribedPredicate<JavaClass> sdkOf(String service) {
        return SDK.and(not(SDK_SERVICES))
                .or(resideInAPackage("software.amazon.awssdk.services." + service + ".."))
                .as("the SDK of " + service);
    }

    private static DescribedPredicate<JavaClass> anyOf(String... names) {
        return describe("one of " + Set.of(names), type -> Set.of(names).contains(type.getName()));
    }

    private interface Target {
        boolean is(JavaClass owner, String method);
    }

    private static DescribedPredicate<JavaAccess<?>> target(String description, Target target) {
        return describe(description, access -> target.is(access.getTargetOwner(), access.getName()));
    }

    private static boolean isSystemClock(JavaClass owner, String method) {
        return switch (owner.getName()) {
            case "java.lang.System" -> Set.of("currentTimeMillis", "nanoTime").contains(method);
            case "java.time.Clock" -> method.startsWith("system") || method.matches("tick.+");
            case "java.time.InstantSource" -> method.equals("system");
            case "java.util.Calendar", "java.util.GregorianCalendar" ->
                Set.of("getInstance", "<init>").contains(method);
            default -> false;
        };
    }

    private static boolean isNowWithoutClock(JavaAccess<?> access) {
        List<String> parameters = access.getTarget() instanceof CodeUnitAccessTarget target
                ? HasName.Utils.namesOf(target.getRawParameterTypes())
                : List.of();
        boolean ofDay = access.getTargetOwner().getPackageName().startsWith("java.time")
                && access.getName().equals("now")
                && !parameters.contains("java.time.Clock");
        boolean ofDate = access.getTargetOwner().getName().equals("java.util.Date")
                && access.getName().equals("<init>")
                && parameters.isEmpty();
        return ofDay || ofDate;
    }

    private static boolean isRandomSource(JavaClass owner, String method) {
        return switch (owner.getName()) {
            case "java.lang.Math", "java.lang.StrictMath" -> method.equals("random");
            case "java.util.UUID" -> method.equals("randomUUID");
            case "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.security.SecureRandom",
                    "java.util.concurrent.ThreadLocalRandom",
                    "java.util.random.RandomGenerator",
                    "java.util.random.RandomGeneratorFactory" ->
                method.matches("<init>|of|current|getDefault|getInstance.*");
            default -> false;
        };
    }
}
