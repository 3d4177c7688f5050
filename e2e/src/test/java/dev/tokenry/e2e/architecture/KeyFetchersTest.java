package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tokenry.e2e.architecture.Packages.DEPLOYED;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE_KEYS_HTTP;
import static dev.tokenry.e2e.architecture.Packages.WIRING;
import static dev.tokenry.e2e.architecture.Packages.anyOf;
import static dev.tokenry.e2e.architecture.TestedRule.rule;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.properties.HasName;
import java.util.stream.Stream;

/** Deployed functions fetch the keys of issuers, and redeem codes, over HTTPS alone. */
class KeyFetchersTest extends ArchitectureTestBase {

    private static final String KEY_FETCHER = "dev.tokenry.exchange.keys.KeyFetcher";

    private static final String CODE_REDEEMER = "dev.tokenry.exchange.keys.CodeRedeemer";

    /** Counts what another one fetches. */
    private static final String KEY_FETCHES = "dev.tokenry.functions.resource.KeyFetches";

    @Override
    Stream<TestedRule> rules() {
        return Stream.of(
                rule(
                                "only exchange.keys.http fetches keys",
                                noClasses()
                                        .that(DEPLOYED.and(not(resideInAPackage(EXCHANGE_KEYS_HTTP)))
                                                .and(not(anyOf(KEY_FETCHER, KEY_FETCHES))))
                                        .should()
                                        .beAssignableTo(KEY_FETCHER))
                        .violatedBy(new Sample(
                                "functions.X",
                                "static class Y implements " + KEY_FETCHER
                                        + " { public dev.tokenry.exchange.keys.KeyFetchResult fetch(String issuer)"
                                        + " { return null; } }")),
                rule(
                                "only exchange.keys.http redeems codes",
                                noClasses()
                                        .that(DEPLOYED.and(not(resideInAPackage(EXCHANGE_KEYS_HTTP)))
                                                .and(not(anyOf(CODE_REDEEMER))))
                                        .should()
                                        .beAssignableTo(CODE_REDEEMER))
                        .violatedBy(new Sample(
                                "functions.X",
                                "static class Y implements " + CODE_REDEEMER
                                        + " { public dev.tokenry.exchange.keys.CodeRedemption redeem(String url,"
                                        + " dev.tokenry.exchange.keys.AuthorizationCode code) { return null; } }")),
                rule(
                                "no deployed class chooses what fetches keys",
                                noClasses()
                                        .that(DEPLOYED)
                                        .should()
                                        .accessTargetWhere(describe(
                                                "the wiring of a local stack", KeyFetchersTest::isLocalWiring)))
                        .violatedBy(
                                "functions.tokens.X",
                                "Object wiring(" + KEY_FETCHER + " fetcher, " + CODE_REDEEMER + " redeemer) { return "
                                        + WIRING + ".from(java.util.Map.of(), fetcher, redeemer); }")
                        .permits("functions.tokens.X", "Object field = " + WIRING + ".from(java.util.Map.of());"));
    }

    private static boolean isLocalWiring(JavaAccess<?> access) {
        return access.getTargetOwner().getName().equals(WIRING)
                && access.getName().equals("from")
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && HasName.Utils.namesOf(target.getRawParameterTypes()).contains(KEY_FETCHER);
    }
}
