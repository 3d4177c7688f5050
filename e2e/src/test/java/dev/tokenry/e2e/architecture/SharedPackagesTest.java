package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tokenry.e2e.architecture.Packages.ADMINISTRATION;
import static dev.tokenry.e2e.architecture.Packages.AUDIT;
import static dev.tokenry.e2e.architecture.Packages.AUDIT_EVENTBRIDGE;
import static dev.tokenry.e2e.architecture.Packages.AUTHENTICATION;
import static dev.tokenry.e2e.architecture.Packages.AUTHORIZATION;
import static dev.tokenry.e2e.architecture.Packages.AWS;
import static dev.tokenry.e2e.architecture.Packages.CONNECTIONS;
import static dev.tokenry.e2e.architecture.Packages.CRYPTO;
import static dev.tokenry.e2e.architecture.Packages.DEPLOYED;
import static dev.tokenry.e2e.architecture.Packages.ERROR;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE_CONDITION;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE_ENCODING;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE_KEYS;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE_KEYS_HTTP;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE_TRUST;
import static dev.tokenry.e2e.architecture.Packages.MODEL;
import static dev.tokenry.e2e.architecture.Packages.RULE;
import static dev.tokenry.e2e.architecture.Packages.SDK;
import static dev.tokenry.e2e.architecture.Packages.SDK_SERVICES;
import static dev.tokenry.e2e.architecture.Packages.SERVICE_CALLS;
import static dev.tokenry.e2e.architecture.Packages.STORE;
import static dev.tokenry.e2e.architecture.Packages.STORE_DYNAMODB;
import static dev.tokenry.e2e.architecture.Packages.STORE_S3;
import static dev.tokenry.e2e.architecture.Packages.TEXT;
import static dev.tokenry.e2e.architecture.Packages.TIME;
import static dev.tokenry.e2e.architecture.Packages.layer;
import static dev.tokenry.e2e.architecture.Packages.sdkOf;
import static dev.tokenry.e2e.architecture.TestedRule.rule;

import java.util.stream.Stream;

/** The layers of {@code shared}. */
class SharedPackagesTest extends ArchitectureTestBase {

    @Override
    Stream<TestedRule> rules() {
        return Stream.concat(domain(), exchange());
    }

    private static Stream<TestedRule> exchange() {
        return Stream.of(
                rule(
                                "exchange.encoding depends on text and jackson-core",
                                layer(EXCHANGE_ENCODING, TEXT, "com.fasterxml.jackson.core.."))
                        .violatedBy("exchange.encoding.X", "com.fasterxml.jackson.databind.ObjectMapper field;")
                        .violatedBy("exchange.encoding.X", "dev.tokenry.exchange.IdTokenVerifier field;"),
                rule("exchange.condition depends on encoding", layer(EXCHANGE_CONDITION, EXCHANGE_ENCODING, TEXT))
                        .violatedBy("exchange.condition.X", "com.fasterxml.jackson.core.JsonParser field;")
                        .violatedBy("exchange.condition.X", "dev.tokenry.exchange.keys.KeySource field;"),
                rule("exchange.keys depends on encoding", layer(EXCHANGE_KEYS, EXCHANGE_ENCODING, TEXT, ERROR))
                        .violatedBy("exchange.keys.X", "dev.tokenry.exchange.keys.http.HttpsKeyFetcher field;")
                        .violatedBy("exchange.keys.X", "dev.tokenry.exchange.IdTokenVerifier field;"),
                rule(
                                "exchange.keys.http depends on keys",
                                layer(EXCHANGE_KEYS_HTTP, EXCHANGE_KEYS, EXCHANGE_ENCODING, MODEL, TEXT, ERROR))
                        .violatedBy("exchange.keys.http.X", "dev.tokenry.exchange.IdTokenVerifier field;")
                        .violatedBy("exchange.keys.http.X", "software.amazon.awssdk.crt.CRT field;"),
                rule(
                                "exchange depends on conditions and keys, and on no library",
                                layer(
                                        EXCHANGE,
                                        EXCHANGE_CONDITION,
                                        EXCHANGE_KEYS,
                                        EXCHANGE_ENCODING,
                                        MODEL,
                                        TEXT,
                                        ERROR))
                        .violatedBy("exchange.X", "dev.tokenry.exchange.keys.http.HttpsKeyFetcher field;")
                        .violatedBy("exchange.X", "com.fasterxml.jackson.core.JsonParser field;")
                        .violatedBy("exchange.X", "dev.tokenry.store.TokenStore field;"),
                rule(
                                "exchange.trust depends on exchange, audit and the results of stores",
                                layer(
                                        EXCHANGE_TRUST,
                                        EXCHANGE,
                                        EXCHANGE_CONDITION,
                                        EXCHANGE_KEYS,
                                        STORE,
                                        AUDIT,
                                        MODEL,
                                        TEXT,
                                        ERROR))
                        .violatedBy("exchange.trust.X", "dev.tokenry.store.dynamodb.DynamoUserStore field;")
                        .violatedBy("exchange.trust.X", "dev.tokenry.crypto.Pepper field;"),
                rule(
                                "only exchange.keys.http and the response to CloudFormation connect to hosts",
                                noClasses()
                                        .that(DEPLOYED)
                                        .and()
                                        .resideOutsideOfPackages(EXCHANGE_KEYS_HTTP, AWS)
                                        .should()
                                        .dependOnClassesThat(CONNECTIONS))
                        .violatedBy("exchange.X", "java.net.http.HttpClient field;")
                        .violatedBy("exchange.keys.X", "javax.net.ssl.SSLSocket field;")
                        .violatedBy("administration.X", "java.net.Socket field;")
                        .violatedBy("functions.tokens.X", "java.net.HttpURLConnection field;")
                        .permits("aws.X", "javax.net.ssl.SSLHandshakeException field;"));
    }

    private static Stream<TestedRule> domain() {
        return Stream.of(
                rule("error depends on the JDK alone", layer(ERROR))
                        .violatedBy("error.X", "dev.tokenry.model.TokenId field;"),
                rule("text depends on the JDK alone", layer(TEXT))
                        .violatedBy("text.X", "dev.tokenry.error.InvalidValueException field;"),
                rule(
                                "calls of services depend on the SDK, but on no service",
                                layer(
                                        SERVICE_CALLS,
                                        resideInAnyPackage(TEXT, ERROR).or(SDK.and(not(SDK_SERVICES)))))
                        .violatedBy("aws.X", "software.amazon.awssdk.services.kms.KmsClient field;")
                        .violatedBy("aws.X", "dev.tokenry.model.TokenId field;"),
                rule("time depends on error and text", layer(TIME, TEXT, ERROR))
                        .violatedBy("time.X", "dev.tokenry.model.TokenId field;"),
                rule("model depends on error and text", layer(MODEL, TEXT, ERROR))
                        .violatedBy("model.X", "dev.tokenry.time.Timestamps field;")
                        .violatedBy("model.X", "dev.tokenry.store.TokenStore[] field;")
                        .violatedBy("model.X", "software.amazon.awssdk.core.SdkBytes field;"),
                rule(
                                "crypto depends on model and KMS",
                                layer(
                                        CRYPTO,
                                        resideInAnyPackage(SERVICE_CALLS, MODEL, TIME, TEXT, ERROR)
                                                .or(sdkOf("kms"))))
                        .violatedBy("crypto.X", "dev.tokenry.store.DeploymentStore field;")
                        .violatedBy("crypto.X", "software.amazon.awssdk.services.dynamodb.DynamoDbClient field;"),
                rule("audit depends on model", layer(AUDIT, MODEL, TIME, TEXT, ERROR))
                        .violatedBy("audit.X", "dev.tokenry.store.TokenStore field;")
                        .violatedBy("audit.X", "dev.tokenry.audit.eventbridge.EventBridgeSink field;")
                        .violatedBy("audit.X", "software.amazon.awssdk.core.SdkBytes field;"),
                rule(
                                "audit.eventbridge depends on audit and EventBridge",
                                layer(
                                        AUDIT_EVENTBRIDGE,
                                        resideInAnyPackage(AUDIT, SERVICE_CALLS, ERROR)
                                                .or(sdkOf("eventbridge"))))
                        .violatedBy("audit.eventbridge.X", "dev.tokenry.store.AuditEventStore field;")
                        .violatedBy("audit.eventbridge.X", "software.amazon.awssdk.services.kms.KmsClient field;"),
                rule("store depends on model and audit", layer(STORE, AUDIT, MODEL, TEXT, ERROR))
                        .violatedBy("store.X", "dev.tokenry.crypto.Pepper field;")
                        .violatedBy("store.X", "dev.tokenry.time.Timestamps field;")
                        .violatedBy("store.X", "software.amazon.awssdk.core.SdkBytes field;")
                        .violatedBy("store.X", "dev.tokenry.store.dynamodb.DynamoTokenStore field;"),
                rule(
                                "store.dynamodb depends on what it stores and DynamoDB",
                                layer(
                                        STORE_DYNAMODB,
                                        resideInAnyPackage(
                                                        SERVICE_CALLS,
                                                        EXCHANGE_TRUST,
                                                        EXCHANGE,
                                                        EXCHANGE_KEYS,
                                                        EXCHANGE_CONDITION,
                                                        EXCHANGE_ENCODING,
                                                        STORE,
                                                        AUDIT,
                                                        MODEL,
                                                        TEXT,
                                                        ERROR)
                                                .or(sdkOf("dynamodb"))))
                        .violatedBy("store.dynamodb.X", "software.amazon.awssdk.services.kms.KmsClient field;")
                        .violatedBy("store.dynamodb.X", "dev.tokenry.exchange.keys.http.HttpsKeyFetcher field;")
                        .violatedBy("store.dynamodb.X", "dev.tokenry.authentication.Authenticator field;"),
                rule(
                                "store.s3 depends on store and the signer of the SDK",
                                layer(
                                        STORE_S3,
                                        resideInAnyPackage(STORE, MODEL, ERROR).or(SDK.and(not(SDK_SERVICES)))))
                        .violatedBy("store.s3.X", "software.amazon.awssdk.services.kms.KmsClient field;")
                        .violatedBy("store.s3.X", "dev.tokenry.store.dynamodb.DynamoTokenStore field;"),
                rule(
                                "authentication depends on store and crypto",
                                layer(AUTHENTICATION, STORE, CRYPTO, MODEL, TIME, ERROR))
                        .violatedBy("authentication.X", "dev.tokenry.authorization.Authorizer field;"),
                rule("route rules depend on model", layer(RULE, MODEL, TEXT, ERROR))
                        .violatedBy("authorization.rule.X", "dev.tokenry.store.TokenFinder field;"),
                rule(
                                "authorization depends on authentication",
                                layer(AUTHORIZATION, RULE, AUTHENTICATION, STORE, MODEL, TIME, ERROR))
                        .violatedBy("authorization.X", "dev.tokenry.administration.TokenReader field;")
                        .violatedBy("authorization.X", "software.amazon.awssdk.core.exception.SdkException field;"),
                rule(
                                "administration depends on neither HTTP nor Lambda",
                                layer(
                                        ADMINISTRATION,
                                        AUTHORIZATION,
                                        AUTHENTICATION,
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
                                        ERROR))
                        .violatedBy("administration.X", "dev.tokenry.exchange.keys.http.HttpsKeyFetcher field;")
                        .violatedBy("administration.X", "dev.tokenry.functions.Wiring field;")
                        .violatedBy("administration.X", "dev.tokenry.functions.http.ApiRequest field;")
                        .violatedBy("administration.X", "com.amazonaws.services.lambda.runtime.Context field;"));
    }
}
