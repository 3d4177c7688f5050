package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tokenry.e2e.architecture.Packages.anyOf;
import static dev.tokenry.e2e.architecture.Packages.target;
import static dev.tokenry.e2e.architecture.TestedRule.rule;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.tokenry.model.Actor;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An actor has authenticated, so only the classes that know how construct one. */
class ActorConstructionTest extends ArchitectureTestBase {

    private static final Set<String> ACTORS =
            Stream.of(Actor.class.getPermittedSubclasses()).map(Class::getName).collect(Collectors.toSet());

    @Override
    Stream<TestedRule> rules() {
        return Stream.of(rule(
                        "only the entry points that authenticate construct an actor",
                        noClasses()
                                .that(not(anyOf(
                                        "dev.tokenry.functions.http.AuthenticatedApiHandler",
                                        "dev.tokenry.functions.rules.RulesHandler",
                                        "dev.tokenry.functions.bootstrap.BootstrapHandler",
                                        "dev.tokenry.functions.maintenance.MaintenanceHandler",
                                        // It has verified the secret.
                                        "dev.tokenry.administration.RevokeTokens",
                                        // It has verified the id token.
                                        "dev.tokenry.administration.ExchangeToken$Exchange",
                                        // An operator runs it with the permissions of a role.
                                        "dev.tokenry.restore.Replay",
                                        // Its writes are made up and never sent.
                                        "dev.tokenry.store.dynamodb.DynamoPriming")))
                                .should()
                                .accessTargetWhere(
                                        target("constructor of an actor", ActorConstructionTest::isConstructorOfActor)))
                .violatedBy(
                        "administration.X", "Object field = new dev.tokenry.model.IamActor(\"function\", \"request\");")
                .violatedBy("functions.tokens.X", """
                        Object act(dev.tokenry.model.Principal principal, dev.tokenry.model.RequestInfo request) {
                            return new dev.tokenry.model.TokenActor(principal, request);
                        }
                        """)
                .violatedBy(
                        "functions.tokens.X",
                        "java.util.function.BiFunction<String, String, ?> actor"
                                + " = dev.tokenry.model.IamActor::new;")
                .permits(
                        "functions.tokens.X",
                        "Object principal(dev.tokenry.model.TokenActor actor) { return actor.principal(); }"));
    }

    private static boolean isConstructorOfActor(JavaClass owner, String method) {
        return ACTORS.contains(owner.getName()) && method.equals("<init>");
    }
}
