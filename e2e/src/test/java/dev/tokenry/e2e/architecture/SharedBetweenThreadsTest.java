package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static dev.tokenry.e2e.architecture.Packages.AUTHORIZER;
import static dev.tokenry.e2e.architecture.Packages.anyOf;
import static dev.tokenry.e2e.architecture.TestedRule.rule;

import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.stream.Stream;

/** Lambda Managed Instances run one handler of the authorizer in many threads at the same time. */
class SharedBetweenThreadsTest extends ArchitectureTestBase {

    @Override
    Stream<TestedRule> rules() {
        return Stream.of(rule(
                        "fields of the authorizer do not change, unless they are of one call or guarded",
                        fields().that()
                                .areDeclaredInClassesThat()
                                .resideInAnyPackage(
                                        AUTHORIZER,
                                        "dev.tokenry.authentication..",
                                        "dev.tokenry.authorization..",
                                        "dev.tokenry.crypto..")
                                .and()
                                .areDeclaredInClassesThat(not(anyOf(
                                        // Of one call.
                                        "dev.tokenry.authorizer.AuthorizerEventParser",
                                        "dev.tokenry.authorizer.AuthorizerMetrics",
                                        "dev.tokenry.authorizer.aws.Attempt",
                                        "dev.tokenry.authorizer.aws.AwsJsonClient$PendingCall",
                                        "dev.tokenry.authorizer.aws.ServiceError$ErrorFields",
                                        // Their methods are synchronized.
                                        "dev.tokenry.authentication.SeenScopes",
                                        "dev.tokenry.crypto.PepperCache$CachedPepper")))
                                .should()
                                .beFinal()
                                .orShould()
                                .haveModifier(JavaModifier.VOLATILE))
                .violatedBy("authorizer.X", "private int field;")
                .violatedBy("crypto.X", "String field;")
                .permits("authorizer.X", "private volatile int field;"));
    }
}
