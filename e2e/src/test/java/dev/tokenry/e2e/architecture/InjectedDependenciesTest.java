package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tokenry.e2e.architecture.Packages.AUTHORIZER_AWS;
import static dev.tokenry.e2e.architecture.Packages.AWS_DEPENDENCIES;
import static dev.tokenry.e2e.architecture.Packages.DEPLOYED;
import static dev.tokenry.e2e.architecture.Packages.WIRINGS;
import static dev.tokenry.e2e.architecture.Packages.target;
import static dev.tokenry.e2e.architecture.TestedRule.rule;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Environment, time and randomness enter deployed classes through the composition, and no library logs. */
class InjectedDependenciesTest extends ArchitectureTestBase {

    @Override
    Stream<TestedRule> rules() {
        return Stream.of(environment(), clockAndRandom(), elapsedTime(), logging());
    }

    private static TestedRule environment() {
        return rule(
                        "only the wirings read the environment",
                        noClasses()
                                .that(DEPLOYED.and(not(WIRINGS)))
                                .should()
                                .accessTargetWhere(target(
                                        "System.getenv",
                                        (owner, method) ->
                                                owner.isEquivalentTo(System.class) && method.equals("getenv"))))
                .violatedBy("functions.X", "String field = System.getenv(\"x\");")
                .violatedBy("functions.X", "java.util.function.Supplier<?> field = System::getenv;");
    }

    private static TestedRule clockAndRandom() {
        return rule(
                        "clock and random generator are injected",
                        noClasses()
                                .that(DEPLOYED.and(not(WIRINGS.or(AWS_DEPENDENCIES))))
                                .should()
                                .accessTargetWhere(
                                        target("the system's clock", InjectedDependenciesTest::isSystemClock))
                                .orShould()
                                .accessTargetWhere(describe(
                                        "the current time without a clock",
                                        InjectedDependenciesTest::isNowWithoutClock))
                                .orShould()
                                .accessTargetWhere(
                                        target("a source of randomness", InjectedDependenciesTest::isRandomSource)))
                .violatedBy("store.X", "Object field = java.time.Instant.now();")
                .violatedBy("store.X", "Object field = java.time.LocalDate.now(java.time.ZoneOffset.UTC);")
                .violatedBy("store.X", "java.util.function.Supplier<?> field = java.time.Instant::now;")
                .violatedBy("store.X", "long field = System.currentTimeMillis();")
                .violatedBy("store.X", "Object field = java.time.Clock.systemUTC();")
                .violatedBy("store.X", "Object field = java.time.InstantSource.system();")
                .violatedBy("store.X", "Object field = new java.util.Date();")
                .violatedBy("store.X", "Object field = new java.util.Random();")
                .violatedBy("store.X", "Object field = new java.security.SecureRandom();")
                .violatedBy("store.X", "double field = Math.random();")
                .violatedBy("store.X", "Object field = java.util.UUID.randomUUID();")
                .violatedBy("store.X", "Object field = java.util.concurrent.ThreadLocalRandom.current();")
                .permits("store.X", """
                        Object now(java.time.Clock clock, java.util.random.RandomGenerator random) {
                            return java.time.Instant.now(clock).plusMillis(random.nextInt()) + "" + clock.instant();
                        }
                        """);
    }

    /** A clock cannot measure a timeout: the time of the system can be set. */
    private static TestedRule elapsedTime() {
        return rule(
                        "only the client of the authorizer measures elapsed time",
                        noClasses()
                                .that(DEPLOYED.and(not(resideInAPackage(AUTHORIZER_AWS))))
                                .should()
                                .accessTargetWhere(target(
                                        "System.nanoTime",
                                        (owner, method) ->
                                                owner.isEquivalentTo(System.class) && method.equals("nanoTime"))))
                .violatedBy("authorizer.X", "long field = System.nanoTime();")
                .violatedBy("store.X", "long field = System.nanoTime();");
    }

    private static TestedRule logging() {
        return rule(
                        "no logging library",
                        noClasses()
                                .that(DEPLOYED)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "java.util.logging..",
                                        "org.slf4j..",
                                        "org.apache.log4j..",
                                        "org.apache.logging..",
                                        "org.apache.commons.logging.."))
                .violatedBy("administration.X", "java.util.logging.Logger field;")
                .violatedBy("functions.tokens.X", "org.slf4j.Logger field;");
    }

    private static boolean isSystemClock(JavaClass owner, String method) {
        return switch (owner.getName()) {
            case "java.lang.System" -> method.equals("currentTimeMillis");
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
