package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The packages of the modules, and predicates over their classes. */
final class Packages {

    static final String EMULATOR = "dev.tokenry.emulator..";
    static final String FUNCTIONS = "dev.tokenry.functions..";
    static final String AUTHORIZER = "dev.tokenry.authorizer..";
    static final String LOCAL = "dev.tokenry.local..";
    static final String RESTORE = "dev.tokenry.restore..";

    static final String ERROR = "dev.tokenry.error..";
    static final String TEXT = "dev.tokenry.text..";
    static final String SERVICE_CALLS = "dev.tokenry.aws..";
    static final String TIME = "dev.tokenry.time..";
    static final String MODEL = "dev.tokenry.model..";
    static final String AUDIT = "dev.tokenry.audit";
    static final String AUDIT_EVENTBRIDGE = "dev.tokenry.audit.eventbridge..";
    static final String EXCHANGE = "dev.tokenry.exchange";
    static final String EXCHANGE_ENCODING = "dev.tokenry.exchange.encoding..";
    static final String EXCHANGE_CONDITION = "dev.tokenry.exchange.condition..";
    static final String EXCHANGE_KEYS = "dev.tokenry.exchange.keys";
    static final String EXCHANGE_KEYS_HTTP = "dev.tokenry.exchange.keys.http..";
    static final String EXCHANGE_TRUST = "dev.tokenry.exchange.trust..";
    static final String CRYPTO = "dev.tokenry.crypto..";
    static final String STORE = "dev.tokenry.store";
    static final String STORE_DYNAMODB = "dev.tokenry.store.dynamodb..";
    static final String STORE_S3 = "dev.tokenry.store.s3..";
    static final String AUTHENTICATION = "dev.tokenry.authentication..";
    static final String AUTHORIZATION = "dev.tokenry.authorization";
    static final String RULE = "dev.tokenry.authorization.rule..";
    static final String ADMINISTRATION = "dev.tokenry.administration..";

    static final String COMPOSITION = "dev.tokenry.functions";
    static final String HTTP = "dev.tokenry.functions.http..";
    static final String RESOURCE = "dev.tokenry.functions.resource..";
    static final String NAMES = "dev.tokenry.functions.names..";
    static final String AWS = "dev.tokenry.functions.aws..";

    static final String AUTHORIZER_AWS = "dev.tokenry.authorizer.aws..";

    static final String WIRING = "dev.tokenry.functions.Wiring";

    static final DescribedPredicate<JavaClass> DEPLOYED =
            not(resideInAnyPackage(EMULATOR, LOCAL, RESTORE)).as("deployed classes");
    static final DescribedPredicate<JavaClass> WIRINGS =
            anyOf(WIRING, "dev.tokenry.authorizer.AuthorizerWiring").as("wirings");
    static final DescribedPredicate<JavaClass> AWS_DEPENDENCIES = withNested(
                    "dev.tokenry.functions.AwsDependencies",
                    "dev.tokenry.authorizer.AwsAuthorizerDependencies",
                    "dev.tokenry.authorizer.LazyRandom",
                    "dev.tokenry.authorizer.Priming")
            .as("dependencies of AWS");
    static final DescribedPredicate<JavaClass> COMPOSITIONS = WIRINGS.or(AWS_DEPENDENCIES)
            .or(anyOf("dev.tokenry.functions.Dependencies", "dev.tokenry.authorizer.AuthorizerDependencies"))
            .as("compositions");
    static final DescribedPredicate<JavaClass> ENDPOINTS = resideInAPackage("dev.tokenry.functions.*..")
            .and(not(resideInAnyPackage(HTTP, RESOURCE, NAMES, AWS)))
            .as("endpoints");
    /** What opens connections in the JDK. To recognize their exceptions is no connection. */
    static final DescribedPredicate<JavaClass> CONNECTIONS = resideInAnyPackage(
                    "java.net.http..", "javax.net..", "com.sun.net.httpserver..")
            .or(anyOf(
                    "java.net.Socket",
                    "java.net.ServerSocket",
                    "java.net.DatagramSocket",
                    "java.net.URL",
                    "java.net.URLConnection",
                    "java.net.HttpURLConnection",
                    "java.nio.channels.SocketChannel",
                    "java.nio.channels.AsynchronousSocketChannel"))
            .and(describe("no exceptions", type -> !type.getName().endsWith("Exception")))
            .as("connections of the JDK");

    static final DescribedPredicate<JavaClass> SDK = resideInAPackage("software.amazon.awssdk..");
    static final DescribedPredicate<JavaClass> SDK_SERVICES = resideInAPackage("software.amazon.awssdk.services..");

    private Packages() {}

    /** Classes of a package depend on the JDK, on each other and on these packages alone. */
    static ArchRule layer(String packageIdentifier, String... dependencies) {
        return layer(packageIdentifier, resideInAnyPackage(dependencies));
    }

    /** Classes of a package depend on the JDK, on each other and on these classes alone. */
    static ArchRule layer(String packageIdentifier, DescribedPredicate<JavaClass> dependencies) {
        return classes()
                .that()
                .resideInAPackage(packageIdentifier)
                .should()
                .onlyDependOnClassesThat(
                        jdkOr(resideInAPackage(packageIdentifier)).or(dependencies));
    }

    static DescribedPredicate<JavaClass> jdkOr(DescribedPredicate<? super JavaClass> others) {
        return resideInAnyPackage("java..", "javax..", "org.jspecify..").or(others);
    }

    static DescribedPredicate<JavaClass> sdkOf(String service) {
        return SDK.and(not(SDK_SERVICES))
                .or(resideInAPackage("software.amazon.awssdk.services." + service + ".."))
                .as("the SDK of " + service);
    }

    static DescribedPredicate<JavaClass> anyOf(String... names) {
        return describe("one of " + Set.of(names), type -> Set.of(names).contains(type.getName()));
    }

    /** Returns a predicate over these classes and those that are nested in them. */
    static DescribedPredicate<JavaClass> withNested(String... names) {
        return describe(
                "one of " + Set.of(names) + " or nested in it",
                type -> Set.of(names).contains(type.getName().replaceFirst("\\$.*", "")));
    }

    interface Target {
        boolean is(JavaClass owner, String method);
    }

    static DescribedPredicate<JavaAccess<?>> target(String description, Target target) {
        return describe(description, access -> target.is(access.getTargetOwner(), access.getName()));
    }
}
