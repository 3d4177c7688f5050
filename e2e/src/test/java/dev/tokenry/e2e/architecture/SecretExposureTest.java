package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tokenry.e2e.architecture.Packages.anyOf;
import static dev.tokenry.e2e.architecture.Packages.target;
import static dev.tokenry.e2e.architecture.TestedRule.rule;

import dev.tokenry.model.PresentedToken;
import java.util.stream.Stream;

/** Token values leave the product in four responses alone. */
class SecretExposureTest extends ArchitectureTestBase {

    private static final String REVEAL = "String shown(dev.tokenry.model.PresentedToken token) { return %s; }";

    @Override
    Stream<TestedRule> rules() {
        return Stream.of(rule(
                        "only four responses reveal a secret",
                        noClasses()
                                .that(not(anyOf(
                                        "dev.tokenry.functions.tokens.CreateTokenHandler",
                                        "dev.tokenry.functions.tokens.RegenerateTokenHandler",
                                        "dev.tokenry.functions.bootstrap.BootstrapHandler",
                                        "dev.tokenry.functions.exchange.ExchangeTokenHandler",
                                        // Of a token that it makes up, and that exists nowhere.
                                        "dev.tokenry.authorizer.Priming")))
                                .should()
                                .accessTargetWhere(target(
                                        "PresentedToken.reveal",
                                        (owner, method) ->
                                                owner.isEquivalentTo(PresentedToken.class) && method.equals("reveal"))))
                .violatedBy("functions.tokens.X", REVEAL.formatted("token.reveal()"))
                .violatedBy(
                        "functions.tokens.X",
                        "java.util.function.Function<dev.tokenry.model.PresentedToken, String> field"
                                + " = dev.tokenry.model.PresentedToken::reveal;")
                .violatedBy(
                        "functions.tokens.X",
                        REVEAL.formatted("java.util.stream.Stream.of(token).map(it -> it.reveal()).toList().get(0)")));
    }
}
