package dev.tokenry.access;

import static dev.tokenry.access.SmallStack.NOW;
import static dev.tokenry.access.SmallStack.disabled;
import static dev.tokenry.access.SmallStack.expiringAt;
import static dev.tokenry.access.SmallStack.origin;
import static dev.tokenry.access.SmallStack.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.access.Authentication.Known;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Scope;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.authorization.AuthorizationDecision.DenialReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class IssuerTest {

    private static final TokenSettings SETTINGS = settings(Scope.READ_TOKENS);
    private static final Duration HOUR = Duration.ofHours(1);

    private final SmallStack stack = new SmallStack();

    @Test
    void a_token_is_kept_as_it_was_asked_for_and_works_at_once() {
        Issued issued = stack.issuer.issue(origin(), SETTINGS);
        Token kept = stack.kept(issued.whole());

        assertThat(issued.token()).isEqualTo(kept);
        assertThat(kept.id()).isEqualTo(issued.whole().id());
        assertThat(kept.origin()).isEqualTo(origin());
        assertThat(kept.settings()).isEqualTo(SETTINGS);
        assertThat(kept.lastUse()).isNull();
        assertThat(kept.version()).isEqualTo(Token.FIRST_VERSION);
        assertThat(authenticate(issued.whole())).isEqualTo(known(issued.whole(), kept, SecretGeneration.CURRENT));
    }

    @Test
    void what_is_kept_is_the_digest_under_the_pepper_to_write_and_nothing_else() {
        Issued issued = stack.issuer.issue(origin(), SETTINGS);

        assertThat(issued.token().secrets())
                .isEqualTo(SecretDigests.initial(SmallStack.pepper(2)
                        .digest(issued.whole().id(), issued.whole().secret())));
        assertThat(stack.derivations).isEqualTo(1);
    }

    @Test
    void a_taken_id_is_given_up_for_another_with_a_secret_of_its_own() {
        stack.store.takenIds = 2;
        Issued issued = stack.issuer.issue(origin(), SETTINGS);

        assertThat(stack.store.insertTries).hasSize(3);
        assertThat(stack.store.insertTries).extracting(Token::id).doesNotHaveDuplicates();
        assertThat(stack.store.insertTries)
                .extracting(token -> token.secrets().current())
                .doesNotHaveDuplicates();
        assertThat(stack.store.tokens).containsOnlyKeys(issued.whole().id());
        assertThat(issued.whole().id())
                .isEqualTo(stack.store.insertTries.getLast().id());
        assertThat(authenticate(issued.whole())).isInstanceOf(Known.class);
    }

    @Test
    void ids_that_are_always_taken_are_unavailable_and_no_token_is_shown() {
        stack.store.takenIds = Integer.MAX_VALUE;

        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> stack.issuer.issue(origin(), SETTINGS));
        assertThat(stack.store.tokens).isEmpty();
        assertThat(stack.store.insertTries).hasSizeLessThan(10);
    }

    @Test
    void a_minted_token_is_nothing_before_it_is_kept() {
        PresentedToken minted = stack.issuer.mint();
        assertThat(authenticate(minted)).isEqualTo(new Authentication.Refused(DenialReason.UNKNOWN));

        assertThat(stack.issuer.keep(minted, origin(), SETTINGS))
                .hasValueSatisfying(issued -> assertThat(issued).isEqualTo(new Issued(minted, stack.kept(minted))));
        assertThat(authenticate(minted)).isInstanceOf(Known.class);
    }

    @Test
    void a_minted_token_whose_id_was_ever_used_is_not_shown_and_changes_nothing() {
        PresentedToken there = stack.keep(UnaryOperator.identity());
        Token before = stack.kept(there);
        PresentedToken sameId = stack.format.mint(there.id());

        assertThat(stack.issuer.keep(sameId, origin(), settings(Scope.MANAGE_ALL_TOKENS)))
                .isEmpty();
        assertThat(stack.kept(there)).isEqualTo(before);
        assertRefused(sameId);
    }

    @Test
    void a_store_that_is_away_shows_no_token_and_is_asked_once() {
        stack.store.fault = new ServiceUnavailableException("away");

        assertThatThrownBy(() -> stack.issuer.issue(origin(), SETTINGS)).isSameAs(stack.store.fault);
        assertThat(stack.store.insertTries).hasSize(1);
    }

    @Test
    void a_pepper_that_is_away_keeps_nothing() {
        stack.pepperFault = new ServiceUnavailableException("away");
        PresentedToken whole = stack.keep(UnaryOperator.identity());
        Token read = stack.kept(whole);

        assertThatThrownBy(() -> stack.issuer.issue(origin(), SETTINGS)).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> stack.issuer.regenerate(read, HOUR)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(stack.store.insertTries).isEmpty();
        assertThat(stack.store.replaceTries).isEmpty();
    }

    @Test
    void an_issued_token_does_not_print_its_secret() {
        Issued issued = stack.issuer.issue(origin(), SETTINGS);
        String secret = issued.whole().reveal().substring(32);

        assertThat(issued.toString())
                .contains(issued.whole().id().value())
                .doesNotContain(secret.substring(0, 8))
                .doesNotContain(secret.substring(56));
    }

    @Test
    void a_regenerated_token_keeps_everything_but_its_secret() {
        PresentedToken old = stack.keep(UnaryOperator.identity());
        Token before = stack.kept(old);
        Issued issued = stack.issuer.regenerate(before, Duration.ZERO);

        assertThat(issued.token()).isEqualTo(stack.kept(old));
        assertThat(issued.whole().id()).isEqualTo(old.id());
        assertThat(issued.token().origin()).isEqualTo(before.origin());
        assertThat(issued.token().settings()).isEqualTo(before.settings());
        assertThat(issued.token().secrets().regeneratedAt()).isEqualTo(NOW);
        assertThat(issued.token().secrets().current())
                .isNotEqualTo(before.secrets().current());
        assertThat(authenticate(issued.whole())).isInstanceOf(Known.class);
    }

    @Test
    void without_overlap_the_old_secret_dies_with_the_answer() {
        PresentedToken old = stack.keep(UnaryOperator.identity());
        Issued issued = stack.issuer.regenerate(stack.kept(old), Duration.ZERO);

        assertThat(issued.token().secrets().previous()).isNull();
        assertRefused(old);
    }

    @Test
    void with_an_overlap_the_old_secret_works_beside_the_new_one() {
        PresentedToken old = stack.keep(UnaryOperator.identity());
        Token before = stack.kept(old);
        Issued issued = stack.issuer.regenerate(before, HOUR);

        assertThat(issued.token().secrets().previous())
                .isEqualTo(new SecretDigests.PreviousDigest(before.secrets().current(), NOW.plus(HOUR)));
        assertThat(authenticate(old)).isEqualTo(known(old, issued.token(), SecretGeneration.PREVIOUS));
        stack.now = NOW.plus(HOUR);
        assertRefused(old);
        assertThat(authenticate(issued.whole())).isEqualTo(known(issued.whole(), issued.token(), SecretGeneration.CURRENT));
    }

    @Test
    void an_overlap_ends_at_the_token_s_expiry_at_the_latest() {
        assertThat(overlapEnd(NOW.plus(HOUR).minusMillis(1), HOUR))
                .isEqualTo(NOW.plus(HOUR).minusMillis(1));
        assertThat(overlapEnd(NOW.plus(HOUR), HOUR)).isEqualTo(NOW.plus(HOUR));
        assertThat(overlapEnd(NOW.plus(HOUR).plusMillis(1), HOUR)).isEqualTo(NOW.plus(HOUR));
        assertThat(overlapEnd(NOW.plus(HOUR), Issuer.LONGEST_OVERLAP)).isEqualTo(NOW.plus(HOUR));
    }

    @Test
    void the_longest_overlap_is_seven_days() {
        assertThat(Issuer.LONGEST_OVERLAP).hasSeconds(604_800);
    }

    @Test
    void a_second_regeneration_ends_the_first_overlap() {
        PresentedToken first = stack.keep(UnaryOperator.identity());
        Issued second = stack.issuer.regenerate(stack.kept(first), HOUR);
        Issued third = stack.issuer.regenerate(second.token(), HOUR);

        assertRefused(first);
        assertThat(authenticate(second.whole())).isEqualTo(known(second.whole(), third.token(), SecretGeneration.PREVIOUS));
        assertThat(authenticate(third.whole())).isEqualTo(known(third.whole(), third.token(), SecretGeneration.CURRENT));
    }

    @Test
    void a_second_regeneration_without_overlap_ends_the_first_overlap_too() {
        PresentedToken first = stack.keep(UnaryOperator.identity());
        Issued second = stack.issuer.regenerate(stack.kept(first), HOUR);
        stack.issuer.regenerate(second.token(), Duration.ZERO);

        assertRefused(first);
        assertRefused(second.whole());
    }

    @Test
    void a_disabled_token_stays_disabled() {
        PresentedToken old = stack.keep(origin(), disabled(SETTINGS));
        Issued issued = stack.issuer.regenerate(stack.kept(old), HOUR);

        assertThat(issued.token().settings().enabled()).isFalse();
        assertThat(authenticate(issued.whole())).isEqualTo(new Authentication.Refused(DenialReason.DISABLED));
    }

    @Test
    void of_two_regenerations_of_one_state_the_second_is_a_conflict_and_makes_no_secret() {
        PresentedToken old = stack.keep(UnaryOperator.identity());
        Token read = stack.kept(old);
        Issued winner = stack.issuer.regenerate(read, Duration.ZERO);

        assertThatExceptionOfType(ApiException.ConflictException.class).isThrownBy(() -> stack.issuer.regenerate(read, HOUR));
        assertThat(stack.kept(old)).isEqualTo(winner.token());
        assertThat(authenticate(winner.whole())).isInstanceOf(Known.class);
        assertRefused(old);
    }

    @Test
    void a_regeneration_that_names_its_version_makes_one_secret() {
        PresentedToken old = stack.keep(UnaryOperator.identity());
        Token read = stack.kept(old);
        Precondition expected = new Precondition.VersionIn(Set.of(Long.toString(read.version())));
        Issued winner = stack.issuer.regenerate(read, Duration.ZERO, expected);

        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .as("having lost the race")
                .isThrownBy(() -> stack.issuer.regenerate(read, Duration.ZERO, expected));
        int tries = stack.store.replaceTries.size();
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .as("having come too late")
                .isThrownBy(() -> stack.issuer.regenerate(stack.kept(old), Duration.ZERO, expected));
        assertThat(stack.store.replaceTries).hasSize(tries);
        assertThat(stack.kept(old)).isEqualTo(winner.token());
    }

    @Test
    void a_lost_race_is_not_tried_again() {
        PresentedToken old = stack.keep(UnaryOperator.identity());
        Token read = stack.kept(old);
        stack.store.put(read.withVersion(read.version() + 1));

        assertThatExceptionOfType(ApiException.ConflictException.class).isThrownBy(() -> stack.issuer.regenerate(read, HOUR));
        assertThat(stack.store.replaceTries).hasSize(1);
    }

    @Test
    void a_token_that_is_gone_is_not_found_and_does_not_come_back() {
        PresentedToken old = stack.keep(UnaryOperator.identity());
        Token read = stack.kept(old);
        stack.store.tokens.clear();

        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> stack.issuer.regenerate(read, HOUR));
        assertThat(stack.store.tokens).isEmpty();
    }

    @Test
    void a_store_that_is_away_shows_no_new_secret() {
        PresentedToken old = stack.keep(UnaryOperator.identity());
        Token read = stack.kept(old);
        stack.store.fault = new ServiceUnavailableException("away");

        assertThatThrownBy(() -> stack.issuer.regenerate(read, HOUR)).isSameAs(stack.store.fault);
    }

    private Instant overlapEnd(Instant expiresAt, Duration overlap) {
        PresentedToken old = stack.keep(origin(), expiringAt(expiresAt));
        SecretDigests.PreviousDigest previous = stack.issuer
                .regenerate(stack.kept(old), overlap)
                .token()
                .secrets()
                .previous();
        return previous == null ? Instant.MIN : previous.validUntil();
    }

    private Authentication authenticate(PresentedToken whole) {
        return stack.authenticator.authenticate(whole.reveal());
    }

    private void assertRefused(PresentedToken whole) {
        assertThat(authenticate(whole)).isEqualTo(new Authentication.Refused(DenialReason.WRONG_SECRET));
    }

    private static Known known(PresentedToken presented, Token token, SecretGeneration secret) {
        return new Known(presented, token, secret, token.settings().scopes());
    }
}
