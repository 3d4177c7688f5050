package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.tokenry.e2e.architecture.Packages.ADMINISTRATION;
import static dev.tokenry.e2e.architecture.Packages.AUDIT;
import static dev.tokenry.e2e.architecture.Packages.AUTHENTICATION;
import static dev.tokenry.e2e.architecture.Packages.AUTHORIZATION;
import static dev.tokenry.e2e.architecture.Packages.AWS;
import static dev.tokenry.e2e.architecture.Packages.COMPOSITION;
import static dev.tokenry.e2e.architecture.Packages.CRYPTO;
import static dev.tokenry.e2e.architecture.Packages.ENDPOINTS;
import static dev.tokenry.e2e.architecture.Packages.ERROR;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE_CONDITION;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE_ENCODING;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE_KEYS;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE_TRUST;
import static dev.tokenry.e2e.architecture.Packages.FUNCTIONS;
import static dev.tokenry.e2e.architecture.Packages.HTTP;
import static dev.tokenry.e2e.architecture.Packages.MODEL;
import static dev.tokenry.e2e.architecture.Packages.NAMES;
import static dev.tokenry.e2e.architecture.Packages.RESOURCE;
import static dev.tokenry.e2e.architecture.Packages.RULE;
import static dev.tokenry.e2e.architecture.Packages.SDK;
import static dev.tokenry.e2e.architecture.Packages.SERVICE_CALLS;
import static dev.tokenry.e2e.architecture.Packages.STORE;
import static dev.tokenry.e2e.architecture.Packages.TEXT;
import static dev.tokenry.e2e.architecture.Packages.TIME;
import static dev.tokenry.e2e.architecture.Packages.WIRING;
import static dev.tokenry.e2e.architecture.Packages.anyOf;
import static dev.tokenry.e2e.architecture.Packages.jdkOr;
import static dev.tokenry.e2e.architecture.Packages.layer;
import static dev.tokenry.e2e.architecture.TestedRule.rule;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.stream.Stream;

/** The packages of {@code functions}: what endpoints use, and that they do not use each other. */
class FunctionsPackagesTest extends ArchitectureTestBase {

    private static final String LAMBDA = "com.amazonaws.services.lambda.runtime..";
    private static final String CHECKS_SECRET_ONCE_FOR_ALL_TOKENS = "dev.tokenry.functions.tokens.BulkTokensHandler";
    private static final DescribedPredicate<JavaClass> HANDLERS = ENDPOINTS
            .and(describe("named *Handler", type -> type.getSimpleName().endsWith("Handler")))
            .as("handlers");

    @Override
    Stream<TestedRule> rules() {
        return Stream.concat(dependencies(), independence());
    }

    private static Stream<TestedRule> dependencies() {
        return Stream.of(
                rule(
                                "http depends on model, JSON and Lambda",
                                layer(
                                        HTTP,
                                        resideInAnyPackage(
                                                MODEL, TIME, TEXT, ERROR, LAMBDA, "com.fasterxml.jackson..")))
                        .violatedBy("functions.http.X", "dev.tokenry.administration.TokenIssuer field;")
                        .violatedBy("functions.http.X", "dev.tokenry.functions.Wiring field;"),
                rule(
                                "resource depends on http, keys of issuers and model",
                                layer(RESOURCE, HTTP, EXCHANGE_KEYS, MODEL, TIME, TEXT, ERROR))
                        .violatedBy("functions.resource.X", "dev.tokenry.administration.TokenReader field;"),
                rule(
                                "names depends on http, use cases and rows",
                                layer(NAMES, HTTP, ADMINISTRATION, STORE, MODEL, TEXT, ERROR))
                        .violatedBy("functions.names.X", "dev.tokenry.functions.Wiring field;")
                        .violatedBy("functions.names.X", "dev.tokenry.functions.resource.TokenJson field;"),
                rule("aws depends on http and calls of services", layer(AWS, HTTP, SERVICE_CALLS, TEXT, ERROR))
                        .violatedBy("functions.aws.X", "dev.tokenry.model.TokenId field;")
                        .violatedBy("functions.aws.X", "software.amazon.awssdk.services.kms.KmsClient field;"),
                rule(
                                "endpoints depend on shared packages and Lambda",
                                classes()
                                        .that(ENDPOINTS)
                                        .should()
                                        .onlyDependOnClassesThat(jdkOr(resideInAnyPackage(
                                                ADMINISTRATION,
                                                AUTHORIZATION,
                                                RULE,
                                                AUTHENTICATION,
                                                AUDIT,
                                                CRYPTO,
                                                EXCHANGE_TRUST,
                                                EXCHANGE,
                                                EXCHANGE_KEYS,
                                                EXCHANGE_CONDITION,
                                                EXCHANGE_ENCODING,
                                                STORE,
                                                AUDIT,
                                                MODEL,
                                                TIME,
                                                TEXT,
                                                ERROR,
                                                FUNCTIONS,
                                                LAMBDA))))
                        .violatedBy("functions.tokens.X", "com.fasterxml.jackson.core.JsonFactory field;")
                        .violatedBy("functions.tokens.X", "com.fasterxml.jackson.databind.JsonNode field;")
                        .violatedBy("functions.tokens.X", "dev.tokenry.store.dynamodb.DynamoTokenStore field;")
                        .violatedBy("functions.issuers.X", "dev.tokenry.exchange.keys.http.HttpsKeyFetcher field;")
                        .violatedBy(
                                "functions.tokens.X", "software.amazon.awssdk.services.dynamodb.DynamoDbClient field;"),
                rule(
                                "endpoints leave permissions to the use cases",
                                noClasses()
                                        .that(ENDPOINTS.and(not(anyOf(CHECKS_SECRET_ONCE_FOR_ALL_TOKENS))))
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAPackage(AUTHORIZATION))
                        .violatedBy("functions.tokens.X", "dev.tokenry.authorization.TokenVisibility field;")
                        .violatedBy(
                                "functions.users.X",
                                "void read(dev.tokenry.model.Principal principal) {"
                                        + " dev.tokenry.authorization.UserPermissions.requireMayRead(principal); }")
                        .permits("functions.rules.X", "dev.tokenry.authorization.rule.RouteRules field;"),
                rule(
                                "endpoints do not use the SDK",
                                noClasses().that(ENDPOINTS).should().dependOnClassesThat(SDK))
                        .violatedBy("functions.snapshots.X", "software.amazon.awssdk.regions.Region field;"));
    }

    private static Stream<TestedRule> independence() {
        return Stream.of(
                rule(
                                "endpoints do not depend on each other",
                                slices().matching("dev.tokenry.functions.(*)..")
                                        .should()
                                        .notDependOnEachOther()
                                        .ignoreDependency(alwaysTrue(), resideInAnyPackage(HTTP, RESOURCE, NAMES, AWS)))
                        .violatedBy(new Sample("functions.two.Y", "dev.tokenry.functions.one.X field;")
                                .requires("functions.one.X", "")),
                rule(
                                "handlers do not depend on each other",
                                noClasses().that(HANDLERS).should().dependOnClassesThat(HANDLERS))
                        .violatedBy(new Sample(
                                        "functions.users.YHandler",
                                        "int limit = XHandler.limit(); dev.tokenry.functions.http.ApiHandler base;")
                                .requires(
                                        "functions.users.XHandler",
                                        "static final int LIMIT = 1; static int limit() { return LIMIT; }"))
                        .permits(
                                "functions.users.YHandler",
                                "dev.tokenry.functions.http.ApiHandler base; YHandler self;"),
                rule(
                                "endpoints depend on the composition only through Wiring",
                                noClasses()
                                        .that(ENDPOINTS)
                                        .should()
                                        .dependOnClassesThat(
                                                resideInAPackage(COMPOSITION).and(not(name(WIRING)))))
                        .violatedBy(new Sample("functions.one.Y", "dev.tokenry.functions.X field;")
                                .requires("functions.X", "")));
    }
}
