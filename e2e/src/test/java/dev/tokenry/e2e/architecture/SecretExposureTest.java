package dev.tokenry.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.tokenry.e2e.architecture.Packages.anyOf;
import static dev.tokenry.e2e.architecture.Packages.target;
import static dev.tokenry.e2e.architecture.TestedRule.rule;

import dev.tokenry.exchange.keys.AuthorizationCode;
import dev.tokenry.model.PresentedToken;
import java.util.stream.Stream;

/** Token values leave the product in four responses alone, and codes of identity providers in one request. */
class SecretExposureTest extends ArchitectureTestBase {

    private static final String REVEAL = "String shown(dev.tokenry.model.PresentedToken token) { return %s; }";

    @Override
    Stream<TestedRule> rules() {
        return Stream.of(tokenValues(), codes());
    }

    private static TestedRule tokenValues() {
        return rule(
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
                        REVEAL.formatted("java.util.stream.Stream.of(token).map(it -> it.reveal()).toList().get(0)"));
    }

    private static TestedRule codes() {
        return rule(
                        "one request reveals a code, and one comparison its verifier",
                        noClasses()
                                .that(not(anyOf(
                                        "dev.tokenry.exchange.keys.http.HttpsCodeRedeemer",
                                        "dev.tokenry.administration.ProofVerifier$Verification",
                                        // At issuers on this machine.
                                        "dev.tokenry.local.issuers.LocalCodeRedeemer")))
                                .should()
                                .accessTargetWhere(target(
                                        "AuthorizationCode.reveal",
                                        (owner, method) -> owner.isEquivalentTo(AuthorizationCode.class)
                                                && method.startsWith("reveal"))))
                .violatedBy(
                        "functions.exchange.X",
                        "String shown(dev.tokenry.exchange.keys.AuthorizationCode code) { return code.revealForm(); }")
                .violatedBy(
                        "functions.exchange.X",
                        "String shown(dev.tokenry.exchange.keys.AuthorizationCode code) { return code.revealVerifier(); }");
    }
}
