package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tokenry.e2e.architecture.Packages.ADMINISTRATION;
import static dev.tokenry.e2e.architecture.Packages.AUTHENTICATION;
import static dev.tokenry.e2e.architecture.Packages.AUTHORIZER_AWS;
import static dev.tokenry.e2e.architecture.Packages.AWS_DEPENDENCIES;
import static dev.tokenry.e2e.architecture.Packages.COMPOSITIONS;
import static dev.tokenry.e2e.architecture.Packages.DEPLOYED;
import static dev.tokenry.e2e.architecture.Packages.EXCHANGE_TRUST;
import static dev.tokenry.e2e.architecture.Packages.RESTORE;
import static dev.tokenry.e2e.architecture.Packages.STORE;
import static dev.tokenry.e2e.architecture.Packages.STORE_DYNAMODB;
import static dev.tokenry.e2e.architecture.Packages.STORE_S3;
import static dev.tokenry.e2e.architecture.TestedRule.rule;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.stream.Stream;

/** The classes that may write to stores, and those that may use DynamoDB. */
class StoreAccessTest extends ArchitectureTestBase {

    private static final DescribedPredicate<JavaClass> WRITING_STORES = resideInAnyPackage(STORE, EXCHANGE_TRUST)
            .and(describe(
                    "named *Store but not *QueryStore",
                    type -> type.getSimpleName().endsWith("Store")
                            && !type.getSimpleName().endsWith("QueryStore")))
            .as("stores that write");

    @Override
    Stream<TestedRule> rules() {
        return Stream.of(
                rule(
                                "only store.dynamodb, its client in the authorizer and the compositions use DynamoDB",
                                noClasses()
                                        .that(DEPLOYED.and(not(resideInAnyPackage(STORE_DYNAMODB, AUTHORIZER_AWS)))
                                                .and(not(AWS_DEPENDENCIES)))
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAnyPackage(
                                                STORE_DYNAMODB, "software.amazon.awssdk.services.dynamodb.."))
                        .violatedBy("administration.X", "dev.tokenry.store.dynamodb.DynamoTokenStore field;")
                        .violatedBy(
                                "functions.tokens.X", "software.amazon.awssdk.services.dynamodb.DynamoDbClient field;"),
                rule(
                                "only use cases, authentication and the restore tool write",
                                noClasses()
                                        .that(not(resideInAnyPackage(
                                                ADMINISTRATION,
                                                AUTHENTICATION,
                                                STORE,
                                                EXCHANGE_TRUST,
                                                STORE_DYNAMODB,
                                                STORE_S3,
                                                RESTORE)))
                                        .and(not(COMPOSITIONS))
                                        .should()
                                        .dependOnClassesThat(WRITING_STORES))
                        .violatedBy("functions.tokens.X", "dev.tokenry.store.TokenStore field;")
                        .violatedBy("functions.users.X", "dev.tokenry.store.UserStore field;")
                        .violatedBy("functions.rules.X", "dev.tokenry.store.ApiRulesStore field;")
                        .violatedBy("functions.bootstrap.X", "dev.tokenry.store.DeploymentStore field;")
                        .violatedBy("functions.tokens.X", "dev.tokenry.store.IdempotencyStore field;")
                        .violatedBy("functions.snapshots.X", "dev.tokenry.store.SnapshotStore field;")
                        .violatedBy("functions.trusts.X", "dev.tokenry.exchange.trust.TrustStore field;")
                        .violatedBy("authorizer.X", "dev.tokenry.store.LastUseStore field;")
                        .violatedBy("authorization.X", "dev.tokenry.store.DigestStore field;")
                        .violatedBy("functions.tokens.X", """
                                void delete(
                                        dev.tokenry.store.TokenStore store,
                                        dev.tokenry.model.Token token,
                                        dev.tokenry.model.ChangeStamp stamp) {
                                    store.delete(token, stamp);
                                }
                                """)
                        .permits("functions.users.X", """
                                dev.tokenry.store.UserFinder finder;
                                dev.tokenry.store.UserQueryStore queries;
                                dev.tokenry.store.TokenQueryStore tokens;
                                dev.tokenry.store.ApiRulesFinder rules;
                                """));
    }
}
