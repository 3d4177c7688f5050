package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.disabled;
import static dev.tokenry.administration.TestDependencies.expiringAt;
import static dev.tokenry.administration.TestDependencies.origin;
import static dev.tokenry.administration.TestDependencies.settings;
import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tokenry.authentication.AuthenticationResult;
import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scope;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TokenIssuerTest {

    private static final TokenSettings SETTINGS = settings(Scope.READ_TOKENS);
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestDependencies dependencies = new TestDependencies();

    @Test
    void issued_token_is_stored_as_requested_and_active_immediately() {
        IssuedToken issued = dependencies.issuer.issue(origin(), SETTINGS, STAMP);
        Token stored = dependencies.stored(issued.value());

        assertThat(issued.token()).isEqualTo(stored);
        assertThat(stored.id()).isEqualTo(issued.value().id());
        assertThat(stored.origin()).isEqualTo(origin());
        assertThat(stored.settings()).isEqualTo(SETTINGS);
        assertThat(stored.lastUse()).isNull();
        assertThat(stored.version()).isEqualTo(Token.FIRST_VERSION);
        assertThat(authenticate(issued.value()))
                .isEqualTo(authenticated(issued.value(), stored, SecretGeneration.CURRENT));
    }

    @Test
    void only_the_digest_of_the_current_pepper_is_stored() {
        IssuedToken issued = dependencies.issuer.issue(origin(), SETTINGS, STAMP);

        assertThat(issued.token().secrets())
                .isEqualTo(SecretDigests.initial(TestDependencies.pepper(2)
                        .digest(issued.value().id(), issued.value().secret())));
        assertThat(dependencies.derivations).isEqualTo(1);
    }

    @Test
    void taken_id_is_replaced_by_another_id_and_secret() {
        dependencies.store.takenIds = 2;
        IssuedToken issued = dependencies.issuer.issue(origin(), SETTINGS, STAMP);

        assertThat(dependencies.store.insertAttempts).hasSize(3);
        assertThat(dependencies.store.insertAttempts).extracting(Token::id).doesNotHaveDuplicates();
        assertThat(dependencies.store.insertAttempts)
                .extracting(token -> token.secrets().current())
                .doesNotHaveDuplicates();
        assertThat(dependencies.store.all())
                .extracting(Token::id)
                .containsExactly(issued.value().id());
        assertThat(issued.value().id())
                .isEqualTo(dependencies.store.insertAttempts.getLast().id());
        assertThat(authenticate(issued.value())).isInstanceOf(Authenticated.class);
    }

    @Test
    void repeatedly_taken_ids_make_the_issuer_unavailable() {
        dependencies.store.takenIds = Integer.MAX_VALUE;

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> dependencies.issuer.issue(origin(), SETTINGS, STAMP));
        assertThat(dependencies.store.all()).isEmpty();
        assertThat(dependencies.store.insertAttempts).hasSize(3);
    }

    @Test
    void minted_token_is_unknown_until_it_is_stored() {
        PresentedToken minted = dependencies.issuer.mint();
        assertThat(authenticate(minted)).isEqualTo(new AuthenticationResult.Rejected(DenialReason.UNKNOWN));

        assertThat(dependencies.issuer.store(minted, origin(), SETTINGS, STAMP))
                .hasValueSatisfying(
                        issued -> assertThat(issued).isEqualTo(new IssuedToken(minted, dependencies.stored(minted))));
        assertThat(authenticate(minted)).isInstanceOf(Authenticated.class);
    }

    @Test
    void minted_token_with_a_taken_id_is_not_stored() {
        PresentedToken existing = dependencies.insert(UnaryOperator.identity());
        Token tokenBefore = dependencies.stored(existing);
        PresentedToken sameId = dependencies.format.mint(existing.id());

        assertThat(dependencies.issuer.store(sameId, origin(), settings(Scope.MANAGE_ALL_TOKENS), STAMP))
                .isEmpty();
        assertThat(dependencies.stored(existing)).isEqualTo(tokenBefore);
        assertRejected(sameId, DenialReason.WRONG_SECRET);
    }

    @Test
    void unavailable_store_is_called_once_and_no_token_is_issued() {
        dependencies.store.fault = new ServiceUnavailableException("away");

        assertThatThrownBy(() -> dependencies.issuer.issue(origin(), SETTINGS, STAMP))
                .isSameAs(dependencies.store.fault);
        assertThat(dependencies.store.insertAttempts).hasSize(1);
    }

    @Test
    void unavailable_pepper_stores_nothing() {
        dependencies.pepperFault = new ServiceUnavailableException("away");
        PresentedToken presented = dependencies.insert(UnaryOperator.identity());
        Token current = dependencies.stored(presented);

        assertThatThrownBy(() -> dependencies.issuer.issue(origin(), SETTINGS, STAMP))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> dependencies.regenerate(current, HOUR))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThat(dependencies.store.insertAttempts).isEmpty();
        assertThat(dependencies.store.replaceAttempts).isEmpty();
    }

    @Test
    void an_issued_token_does_not_print_its_secret() {
        IssuedToken issued = dependencies.issuer.issue(origin(), SETTINGS, STAMP);
        String secret = issued.value().reveal().substring(32);

        assertThat(issued.toString())
                .contains(issued.value().id().value())
                .doesNotContain(secret.substring(0, 8))
                .doesNotContain(secret.substring(56));
    }

    @Test
    void a_regenerated_token_keeps_everything_but_its_secret() {
        PresentedToken original = dependencies.insert(UnaryOperator.identity());
        Token tokenBefore = dependencies.stored(original);
        IssuedToken issued = dependencies.regenerate(tokenBefore, Duration.ZERO);

        assertThat(issued.token()).isEqualTo(dependencies.stored(original));
        assertThat(issued.value().id()).isEqualTo(original.id());
        assertThat(issued.token().origin()).isEqualTo(tokenBefore.origin());
        assertThat(issued.token().settings()).isEqualTo(tokenBefore.settings());
        assertThat(issued.token().secrets().regeneratedAt()).isEqualTo(NOW);
        assertThat(issued.token().secrets().current())
                .isNotEqualTo(tokenBefore.secrets().current());
        assertThat(authenticate(issued.value())).isInstanceOf(Authenticated.class);
    }

    @Test
    void without_overlap_the_old_secret_is_rejected_immediately() {
        PresentedToken original = dependencies.insert(UnaryOperator.identity());
        IssuedToken issued = dependencies.regenerate(dependencies.stored(original), Duration.ZERO);

        assertThat(issued.token().secrets().previous()).isNull();
        assertRejected(original, DenialReason.RETIRED_SECRET);
    }

    @Test
    void with_overlap_both_secrets_are_accepted() {
        PresentedToken original = dependencies.insert(UnaryOperator.identity());
        Token tokenBefore = dependencies.stored(original);
        IssuedToken issued = dependencies.regenerate(tokenBefore, HOUR);

        assertThat(issued.token().secrets().previous())
                .isEqualTo(
                        new SecretDigests.PreviousDigest(tokenBefore.secrets().current(), NOW.plus(HOUR)));
        assertThat(authenticate(original))
                .isEqualTo(authenticated(original, issued.token(), SecretGeneration.PREVIOUS));
        dependencies.now = NOW.plus(HOUR);
        assertRejected(original, DenialReason.RETIRED_SECRET);
        assertThat(authenticate(issued.value()))
                .isEqualTo(authenticated(issued.value(), issued.token(), SecretGeneration.CURRENT));
    }

    @Test
    void an_overlap_ends_at_the_token_s_expiry_at_the_latest() {
        assertThat(overlapEnd(NOW.plus(HOUR).minusMillis(1), HOUR))
                .isEqualTo(NOW.plus(HOUR).minusMillis(1));
        assertThat(overlapEnd(NOW.plus(HOUR), HOUR)).isEqualTo(NOW.plus(HOUR));
        assertThat(overlapEnd(NOW.plus(HOUR).plusMillis(1), HOUR)).isEqualTo(NOW.plus(HOUR));
        assertThat(overlapEnd(NOW.plus(HOUR), RegenerateToken.MAX_OVERLAP)).isEqualTo(NOW.plus(HOUR));
    }

    @Test
    void old_secret_is_accepted_until_an_expiry_that_shortens_the_overlap() {
        Instant expiresAt = NOW.plus(HOUR);
        PresentedToken original = dependencies.insert(origin(), expiringAt(expiresAt));
        IssuedToken issued = dependencies.regenerate(dependencies.stored(original), Duration.ofHours(2));

        assertThat(issued.token().secrets().regeneratedAt()).isEqualTo(NOW);
        assertThat(authenticate(original))
                .isEqualTo(authenticated(original, issued.token(), SecretGeneration.PREVIOUS));
        dependencies.now = expiresAt.minusNanos(1);
        assertThat(authenticate(original)).isInstanceOf(Authenticated.class);
        dependencies.now = expiresAt;
        assertRejected(original, DenialReason.RETIRED_SECRET);
    }

    @Test
    void the_longest_overlap_is_seven_days() {
        assertThat(RegenerateToken.MAX_OVERLAP).hasSeconds(604_800);
    }

    @Test
    void regeneration_by_the_current_secret_ends_the_first_overlap() {
        PresentedToken first = dependencies.insert(UnaryOperator.identity());
        IssuedToken second = dependencies.regenerate(dependencies.stored(first), HOUR);
        IssuedToken third = dependencies
                .issuer
                .regenerate(second.token(), new Regeneration(second.token().settings(), HOUR, true, null, false), STAMP)
                .orElseThrow();

        assertRejected(first, DenialReason.RETIRED_SECRET);
        assertThat(authenticate(second.value()))
                .isEqualTo(authenticated(second.value(), third.token(), SecretGeneration.PREVIOUS));
        assertThat(authenticate(third.value()))
                .isEqualTo(authenticated(third.value(), third.token(), SecretGeneration.CURRENT));
    }

    @Test
    void a_second_regeneration_without_overlap_ends_the_first_overlap_too() {
        PresentedToken first = dependencies.insert(UnaryOperator.identity());
        IssuedToken second = dependencies.regenerate(dependencies.stored(first), HOUR);
        dependencies.regenerate(second.token(), Duration.ZERO);

        assertRejected(first, DenialReason.RETIRED_SECRET);
        assertRejected(second.value(), DenialReason.WRONG_SECRET);
    }

    @Test
    void a_disabled_token_stays_disabled() {
        PresentedToken original = dependencies.insert(origin(), disabled(SETTINGS));
        IssuedToken issued = dependencies.regenerate(dependencies.stored(original), HOUR);

        assertThat(issued.token().settings().enabled()).isFalse();
        assertRejected(issued.value(), DenialReason.DISABLED);
    }

    @Test
    void second_concurrent_regeneration_changes_nothing() {
        PresentedToken original = dependencies.insert(UnaryOperator.identity());
        Token current = dependencies.stored(original);
        IssuedToken regenerated = dependencies.regenerate(current, Duration.ZERO);

        assertThat(dependencies.issuer.regenerate(current, Regeneration.of(current, HOUR), STAMP))
                .isEmpty();
        assertThat(dependencies.stored(original)).isEqualTo(regenerated.token());
        assertThat(authenticate(regenerated.value())).isInstanceOf(Authenticated.class);
        assertRejected(original, DenialReason.RETIRED_SECRET);
    }

    @Test
    void lost_race_is_not_retried() {
        PresentedToken original = dependencies.insert(UnaryOperator.identity());
        Token current = dependencies.stored(original);
        dependencies.store.put(current.withVersion(current.version() + 1));

        assertThat(dependencies.issuer.regenerate(current, Regeneration.of(current, HOUR), STAMP))
                .isEmpty();
        assertThat(dependencies.store.replaceAttempts).hasSize(1);
    }

    @Test
    void deleted_token_is_not_found_and_not_recreated() {
        PresentedToken original = dependencies.insert(UnaryOperator.identity());
        Token current = dependencies.stored(original);
        dependencies.store.clear();

        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> dependencies.regenerate(current, HOUR));
        assertThat(dependencies.store.all()).isEmpty();
    }

    @Test
    void unavailable_store_issues_no_new_secret() {
        PresentedToken original = dependencies.insert(UnaryOperator.identity());
        Token current = dependencies.stored(original);
        dependencies.store.fault = new ServiceUnavailableException("away");

        assertThatThrownBy(() -> dependencies.regenerate(current, HOUR)).isSameAs(dependencies.store.fault);
    }

    private Instant overlapEnd(Instant expiresAt, Duration overlap) {
        PresentedToken original = dependencies.insert(origin(), expiringAt(expiresAt));
        SecretDigests.PreviousDigest previous = dependencies
                .regenerate(dependencies.stored(original), overlap)
                .token()
                .secrets()
                .previous();
        return previous == null ? Instant.MIN : previous.validUntil();
    }

    private AuthenticationResult authenticate(PresentedToken presented) {
        return dependencies.authenticator.authenticate(presented.reveal());
    }

    private void assertRejected(PresentedToken presented, DenialReason reason) {
        assertThat(authenticate(presented))
                .asInstanceOf(type(AuthenticationResult.Rejected.class))
                .returns(reason, AuthenticationResult.Rejected::reason);
    }

    private static Authenticated authenticated(PresentedToken presented, Token token, SecretGeneration generation) {
        return new Authenticated(presented, token, generation, token.settings().scopes());
    }
}
