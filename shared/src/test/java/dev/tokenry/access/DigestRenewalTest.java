package dev.tokenry.access;

import static dev.tokenry.access.SmallStack.pepper;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.access.Authentication.Known;
import dev.tokenry.crypto.PepperRejectedException;
import dev.tokenry.store.DigestStore;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.error.ServiceUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which uses renew a digest, in a stack that verifies the peppers 1 and 2 and writes 2. */
class DigestRenewalTest {

    private record Write(TokenId id, SecretGeneration secret, SecretDigest read, SecretDigest next) {}

    private final SmallStack stack = new SmallStack();
    private final InMemoryTokenStore kept = new InMemoryTokenStore();
    private final List<Write> writes = new ArrayList<>();
    private RuntimeException fault;
    private Runnable beforeWriting = () -> {};

    private final DigestStore digests = (id, secret, read, next) -> {
        writes.add(new Write(id, secret, read, next));
        if (fault != null) {
            throw fault;
        }
        beforeWriting.run();
        return kept.replaceDigest(id, secret, read, next);
    };
    private final DigestRenewal renewal = new DigestRenewal(digests, stack.peppers, () -> stack.now);

    private final PresentedToken whole = stack.format.mint();
    private final PresentedToken before =
            new PresentedToken(whole.id(), stack.format.mint().secret());

    @Test
    void a_token_of_the_pepper_to_write_costs_neither_a_write_nor_a_derivation() {
        assertThat(renewal.renew(known(kept(digest(2, whole))))).isEqualTo(new Renewal.NothingToDo());

        assertThat(writes).isEmpty();
        assertThat(stack.derivations).isZero();
    }

    @Test
    void a_digest_of_another_pepper_becomes_one_of_the_pepper_to_write_and_nothing_else_changes() {
        Token token = kept(digest(1, whole));

        assertThat(renewal.renew(known(token))).isEqualTo(new Renewal.Renewed());

        assertThat(kept.find(token.id())).hasValue(token.withSecrets(SecretDigests.initial(digest(2, whole))));
    }

    @Test
    void it_is_renewed_once() {
        Token token = kept(digest(1, whole));
        renewal.renew(known(token));

        assertThat(renewal.renew(known(now(token)))).isEqualTo(new Renewal.NothingToDo());
        assertThat(writes).hasSize(1);
    }

    @Test
    void a_way_back_to_the_older_pepper_is_a_way_like_the_other() {
        Token token = kept(digest(3, whole));

        assertThat(renewal.renew(known(token))).isEqualTo(new Renewal.Renewed());
        assertThat(now(token).secrets().current()).isEqualTo(digest(2, whole));
    }

    @Test
    void of_an_overlap_the_secret_that_is_used_is_renewed_and_the_other_stays() {
        Token token = overlap(digest(1, whole), digest(1, before));

        assertThat(renewal.renew(new Known(
                        before, token, SecretGeneration.PREVIOUS, token.settings().scopes())))
                .isEqualTo(new Renewal.Renewed());
        assertThat(now(token)).isEqualTo(overlapOf(token, digest(1, whole), digest(2, before)));

        assertThat(renewal.renew(known(now(token)))).isEqualTo(new Renewal.Renewed());
        assertThat(now(token)).isEqualTo(overlapOf(token, digest(2, whole), digest(2, before)));
    }

    @Test
    void a_previous_secret_of_the_old_pepper_does_not_make_the_use_of_the_current_one_write() {
        Token token = overlap(digest(2, whole), digest(1, before));

        assertThat(renewal.renew(known(token))).isEqualTo(new Renewal.NothingToDo());
        assertThat(writes).isEmpty();
    }

    @Test
    void a_secret_that_was_regenerated_away_meanwhile_does_not_come_back() {
        Token token = kept(digest(1, whole));
        SecretDigests next = new SecretDigests(digest(2, before), null, stack.now);
        beforeWriting = () -> kept.replace(token, token.withSecrets(next));

        assertThat(renewal.renew(known(token))).isEqualTo(new Renewal.NothingToDo());
        assertThat(now(token).secrets()).isEqualTo(next);
    }

    @Test
    void an_overlap_that_was_ended_meanwhile_stays_so() {
        Token token = overlap(digest(2, whole), digest(1, before));
        beforeWriting = () -> kept.replace(token, token.withSecrets(token.secrets().withoutPrevious()));

        assertThat(renewal.renew(new Known(
                        before, token, SecretGeneration.PREVIOUS, token.settings().scopes())))
                .isEqualTo(new Renewal.NothingToDo());
        assertThat(now(token).secrets().previous()).isNull();
    }

    @Test
    void a_token_that_was_deleted_meanwhile_stays_deleted() {
        Token token = kept(digest(1, whole));
        beforeWriting = () -> kept.delete(token);

        assertThat(renewal.renew(known(token))).isEqualTo(new Renewal.NothingToDo());
        assertThat(kept.find(token.id())).isEmpty();
    }

    @Test
    void a_token_that_was_disabled_meanwhile_stays_disabled_under_its_new_version() {
        Token token = kept(digest(1, whole));
        beforeWriting = () -> kept.replace(token, token.withSettings(SmallStack.disabled(token.settings())));

        assertThat(renewal.renew(known(token))).isEqualTo(new Renewal.Renewed());
        assertThat(now(token).settings().enabled()).isFalse();
        assertThat(now(token).version()).isEqualTo(token.version() + 1);
        assertThat(now(token).secrets().current()).isEqualTo(digest(2, whole));
    }

    enum Fault {
        STORE_AWAY(new ServiceUnavailableException("away")),
        BROKEN(new IllegalStateException("a bug"));

        final RuntimeException exception;

        Fault(RuntimeException exception) {
            this.exception = exception;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_failure_of_the_store_is_told_and_changes_nothing(Fault kind) {
        Token token = kept(digest(1, whole));
        fault = kind.exception;

        assertThat(renewal.renew(known(token))).isEqualTo(new Renewal.Failed(kind.exception));
        assertThat(now(token)).isEqualTo(token);

        fault = null;
        assertThat(renewal.renew(known(token))).isEqualTo(new Renewal.Renewed());
    }

    @Test
    void a_pepper_to_write_that_is_away_or_refused_is_told_and_costs_no_write() {
        Token token = kept(digest(1, whole));
        stack.pepperFault = new PepperRejectedException("disabled", null);

        assertThat(renewal.renew(known(token))).isInstanceOf(Renewal.Failed.class);
        assertThat(writes).isEmpty();
    }

    @Test
    void a_pepper_that_failed_is_left_alone_for_a_minute_so_that_its_outage_slows_no_request() {
        Token token = kept(digest(1, whole));
        stack.pepperFault = new ServiceUnavailableException("away");
        renewal.renew(known(token));
        stack.pepperFault = null;
        int derivations = stack.derivations;

        stack.now = SmallStack.NOW.plus(DigestRenewal.PAUSE).minusMillis(1);
        assertThat(renewal.renew(known(token))).isEqualTo(new Renewal.NothingToDo());
        assertThat(stack.derivations).isEqualTo(derivations);

        stack.now = SmallStack.NOW.plus(DigestRenewal.PAUSE);
        assertThat(renewal.renew(known(token))).isEqualTo(new Renewal.Renewed());
    }

    @Test
    void a_clock_that_went_backwards_ends_the_pause() {
        Token token = kept(digest(1, whole));
        stack.pepperFault = new ServiceUnavailableException("away");
        renewal.renew(known(token));
        stack.pepperFault = null;
        stack.now = SmallStack.NOW.minus(Duration.ofDays(1));

        assertThat(renewal.renew(known(token))).isEqualTo(new Renewal.Renewed());
    }

    @Test
    void nothing_that_fails_beside_them_goes_further_either() {
        IllegalStateException noTime = new IllegalStateException("no time");
        DigestRenewal timeless = new DigestRenewal(digests, stack.peppers, () -> {
            throw noTime;
        });

        assertThat(timeless.renew(known(kept(digest(1, whole))))).isEqualTo(new Renewal.Failed(noTime));
    }

    private Token kept(SecretDigest digest) {
        Token token = Token.create(whole.id(), SmallStack.origin(), SmallStack.settings(), digest);
        kept.insert(token);
        return token;
    }

    private Token overlap(SecretDigest current, SecretDigest previous) {
        Token token = overlapOf(
                Token.create(whole.id(), SmallStack.origin(), SmallStack.settings(), current), current, previous);
        kept.insert(token);
        return token;
    }

    private Token overlapOf(Token token, SecretDigest current, SecretDigest previous) {
        Duration left = Duration.ofHours(1);
        return token.withSecrets(
                new SecretDigests(current, new SecretDigests.PreviousDigest(previous, SmallStack.NOW.plus(left)), SmallStack.NOW));
    }

    private Known known(Token token) {
        return new Known(whole, token, SecretGeneration.CURRENT, token.settings().scopes());
    }

    private Token now(Token token) {
        return kept.find(token.id()).orElseThrow();
    }

    private static SecretDigest digest(int version, PresentedToken token) {
        return pepper(version).digest(token.id(), token.secret());
    }
}
