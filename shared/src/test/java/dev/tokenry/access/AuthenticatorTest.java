package dev.tokenry.access;

import static dev.tokenry.access.SmallStack.NOW;
import static dev.tokenry.access.SmallStack.disabled;
import static dev.tokenry.access.SmallStack.expiringAt;
import static dev.tokenry.access.SmallStack.origin;
import static dev.tokenry.access.SmallStack.pepper;
import static dev.tokenry.access.SmallStack.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.access.Authentication.Known;
import dev.tokenry.access.Authentication.Refused;
import dev.tokenry.crypto.PepperRejectedException;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.authorization.AuthorizationDecision.DenialReason;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

    private static final Instant OVERLAP_END = NOW.plus(Duration.ofHours(1));
    private static final TokenOrigin PERSONAL = new TokenOrigin("anna", "anna", null, true, NOW);

    private final SmallStack stack = new SmallStack();

    @Test
    void a_kept_token_is_known_by_its_secret() {
        PresentedToken whole = stack.keep(UnaryOperator.identity());

        assertThat(authenticate(whole)).isEqualTo(known(whole, stack.kept(whole), SecretGeneration.CURRENT));
    }

    @Test
    void a_wrong_checksum_reads_no_store_and_derives_no_pepper() {
        String whole = stack.keep(UnaryOperator.identity()).reveal();
        char last = whole.charAt(whole.length() - 1);
        String mistyped = whole.substring(0, whole.length() - 1) + (last == 'A' ? 'B' : 'A');

        assertRefused(stack.authenticator.authenticate(mistyped), DenialReason.MALFORMED);
        assertNothingWasAsked();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "tk0c01", "tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX", "password", "\u0000", "%"})
    void what_is_no_token_reads_no_store_and_derives_no_pepper(String text) {
        assertRefused(stack.authenticator.authenticate(text), DenialReason.MALFORMED);
        assertNothingWasAsked();
    }

    @Test
    void a_token_of_a_foreign_prefix_reads_no_store_and_derives_no_pepper() {
        String foreign = new TokenFormat("dt0c01", Set.of("dt0c01"), new SecureRandom())
                .mint()
                .reveal();

        assertRefused(stack.authenticator.authenticate(foreign), DenialReason.MALFORMED);
        assertNothingWasAsked();
    }

    @Test
    void an_id_that_never_was_is_unknown_and_costs_a_digest_all_the_same() {
        assertRefused(authenticate(stack.format.mint()), DenialReason.UNKNOWN);
        assertThat(stack.store.finds).isEqualTo(1);
        assertThat(stack.derivations).isEqualTo(1);
    }

    @Test
    void a_deleted_token_is_unknown() {
        PresentedToken whole = stack.keep(UnaryOperator.identity());
        stack.store.tokens.clear();

        assertRefused(authenticate(whole), DenialReason.UNKNOWN);
    }

    @Test
    void a_wrong_secret_is_refused() {
        PresentedToken whole = stack.keep(UnaryOperator.identity());

        assertRefused(authenticate(stack.format.mint(whole.id())), DenialReason.WRONG_SECRET);
    }

    @Test
    void a_disabled_token_is_refused() {
        PresentedToken whole = stack.keep(origin(), disabled(settings(Scope.READ_TOKENS)));

        assertRefused(authenticate(whole), DenialReason.DISABLED);
    }

    @Test
    void a_token_works_until_just_before_its_expiry() {
        PresentedToken whole = stack.keep(origin(), expiringAt(NOW));

        stack.now = NOW.minusNanos(1);
        assertThat(authenticate(whole)).isInstanceOf(Known.class);
        stack.now = NOW;
        assertRefused(authenticate(whole), DenialReason.EXPIRED);
        stack.now = NOW.plusNanos(1);
        assertRefused(authenticate(whole), DenialReason.EXPIRED);
    }

    @Test
    void a_token_that_expires_while_it_is_read_is_refused() {
        PresentedToken whole = stack.keep(origin(), expiringAt(NOW.plusMillis(200)));
        stack.store.whileReading = () -> stack.now = NOW.plusMillis(200);

        assertRefused(authenticate(whole), DenialReason.EXPIRED);
    }

    @Test
    void a_personal_token_is_refused_while_its_owner_is_not_on_record() {
        PresentedToken whole = stack.keep(PERSONAL, settings(Scope.READ_TOKENS));
        stack.users.put("Anna", true, true, Scope.READ_TOKENS);

        assertRefused(authenticate(whole), DenialReason.OWNER_UNKNOWN);
    }

    @Test
    void a_personal_token_holds_what_its_owner_holds_as_well() {
        PresentedToken whole = stack.keep(PERSONAL, settings(Scope.READ_TOKENS, Scope.WRITE_TOKENS, Scope.READ_USERS));
        stack.users.put("anna", true, false, Scope.READ_USERS, Scope.WRITE_USERS, Scope.READ_TOKENS);

        assertThat(authenticate(whole))
                .isEqualTo(new Known(
                        whole, stack.kept(whole), SecretGeneration.CURRENT, Scopes.of(Scope.READ_TOKENS, Scope.READ_USERS)));

        stack.users.put("anna", true, false);
        assertThat(authenticate(whole)).isEqualTo(new Known(whole, stack.kept(whole), SecretGeneration.CURRENT, Scopes.NONE));
    }

    @Test
    void managing_all_tokens_is_cut_down_like_any_scope() {
        PresentedToken whole = stack.keep(PERSONAL, settings(Scope.MANAGE_ALL_TOKENS));
        stack.users.put("anna", true, true, Scope.READ_TOKENS);

        assertThat(authenticate(whole)).isEqualTo(new Known(whole, stack.kept(whole), SecretGeneration.CURRENT, Scopes.NONE));
    }

    @Test
    void a_disabled_owner_stops_its_personal_tokens_and_no_other() {
        PresentedToken personal = stack.keep(PERSONAL, settings(Scope.READ_TOKENS));
        PresentedToken other = stack.keep(origin(), settings(Scope.READ_TOKENS));
        stack.users.put("anna", false, true, Scope.READ_TOKENS);

        assertRefused(authenticate(personal), DenialReason.OWNER_DISABLED);
        assertThat(authenticate(other)).isInstanceOf(Known.class);

        stack.users.put("anna", true, true, Scope.READ_TOKENS);
        assertThat(authenticate(personal)).isInstanceOf(Known.class);
    }

    @Test
    void an_owner_costs_one_read_and_only_where_its_word_counts() {
        stack.users.put("anna", true, true);
        authenticate(stack.keep(origin(), settings(Scope.READ_TOKENS)));
        authenticate(stack.keep(PERSONAL, disabled(settings(Scope.READ_TOKENS))));
        authenticate(stack.keep(PERSONAL, expiringAt(NOW)));
        PresentedToken personal = stack.keep(PERSONAL, settings(Scope.READ_TOKENS));
        authenticate(stack.format.mint(personal.id()));
        assertThat(stack.users.finds).isZero();

        stack.store.finds = 0;
        authenticate(personal);
        assertThat(stack.users.finds).isEqualTo(1);
        assertThat(stack.store.finds).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void an_owner_that_cannot_be_read_is_neither_known_nor_refused(RuntimeException fault) {
        PresentedToken whole = stack.keep(PERSONAL, settings(Scope.READ_TOKENS));
        stack.users.fault = fault;

        assertThatThrownBy(() -> authenticate(whole)).isSameAs(fault);
    }

    @ParameterizedTest
    @MethodSource("states")
    void in_every_state_a_token_is_found_by_its_secret_and_by_no_other(UnaryOperator<Token> state) {
        PresentedToken whole = stack.keep(state);

        assertThat(stack.authenticator.findProven(whole.reveal())).contains(stack.kept(whole));
        assertThat(stack.authenticator.findProven(stack.format.mint(whole.id()).reveal()))
                .isEmpty();
        assertThat(stack.authenticator.findProven(stack.format.mint().reveal())).isEmpty();
    }

    @Test
    void a_token_is_found_by_its_previous_secret_while_that_works() {
        PresentedToken old = stack.keep(UnaryOperator.identity());
        stack.issuer.regenerate(stack.kept(old), Duration.ofHours(1));

        assertThat(stack.authenticator.findProven(old.reveal())).contains(stack.kept(old));
        stack.now = OVERLAP_END;
        assertThat(stack.authenticator.findProven(old.reveal())).isEmpty();
    }

    @Test
    void what_is_no_token_is_found_nowhere_and_costs_nothing() {
        assertThat(stack.authenticator.findProven("tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX"))
                .isEmpty();
        assertNothingWasAsked();
    }

    @Test
    void an_unknown_token_costs_a_digest_before_it_is_not_found() {
        assertThat(stack.authenticator.findProven(stack.format.mint().reveal())).isEmpty();
        assertThat(stack.derivations).isEqualTo(1);
    }

    static Stream<UnaryOperator<Token>> states() {
        return Stream.of(
                token -> token.withSettings(disabled(token.settings())),
                token -> token.withSettings(expiringAt(NOW.minusSeconds(1))),
                token -> token.withSettings(disabled(expiringAt(NOW))),
                token -> Token.create(
                        token.id(), PERSONAL, token.settings(), token.secrets().current()));
    }

    @ParameterizedTest
    @MethodSource("states")
    void the_state_of_a_token_is_not_told_to_one_with_a_wrong_secret(UnaryOperator<Token> state) {
        PresentedToken whole = stack.keep(state);

        assertRefused(authenticate(stack.format.mint(whole.id())), DenialReason.WRONG_SECRET);
    }

    @Test
    void a_previous_secret_works_until_just_before_the_overlap_s_end() {
        PresentedToken old = stack.keep(UnaryOperator.identity());
        PresentedToken young = regenerate(old);

        stack.now = OVERLAP_END.minusNanos(1);
        assertThat(authenticate(old)).isEqualTo(known(old, stack.kept(old), SecretGeneration.PREVIOUS));
        assertThat(authenticate(young)).isEqualTo(known(young, stack.kept(old), SecretGeneration.CURRENT));

        for (Instant ended :
                new Instant[] {OVERLAP_END, OVERLAP_END.plusNanos(1), OVERLAP_END.plus(Duration.ofDays(365))}) {
            stack.now = ended;
            assertRefused(authenticate(old), DenialReason.WRONG_SECRET);
        }
    }

    @Test
    void a_secret_before_the_previous_one_is_refused() {
        PresentedToken oldest = stack.keep(UnaryOperator.identity());
        PresentedToken old = regenerate(oldest);
        regenerate(old);

        assertRefused(authenticate(oldest), DenialReason.WRONG_SECRET);
        assertThat(authenticate(old)).isInstanceOf(Known.class);
    }

    @Test
    void a_previous_secret_opens_neither_a_disabled_nor_an_expired_token() {
        PresentedToken old = stack.keep(UnaryOperator.identity());
        regenerate(old);
        Token token = stack.kept(old);

        stack.store.put(token.withSettings(disabled(token.settings())));
        assertRefused(authenticate(old), DenialReason.DISABLED);
        stack.store.put(token.withSettings(expiringAt(NOW)));
        assertRefused(authenticate(old), DenialReason.EXPIRED);
    }

    @Test
    void a_digest_under_an_older_pepper_proves_as_well() {
        PresentedToken whole = keepUnder(1);

        assertThat(authenticate(whole)).isInstanceOf(Known.class);
    }

    @Test
    void a_digest_under_a_pepper_without_key_is_neither_known_nor_refused() {
        PresentedToken whole = keepUnder(9);

        assertThatThrownBy(() -> authenticate(whole)).isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void a_previous_digest_under_a_pepper_without_key_does_not_hinder_the_current_secret() {
        PresentedToken whole = stack.keep(token -> token.withSecrets(new SecretDigests(
                token.secrets().current(), new SecretDigests.PreviousDigest(new SecretDigest(9, new byte[32]), OVERLAP_END), NOW)));

        assertThat(authenticate(whole)).isInstanceOf(Known.class);
        assertThatThrownBy(() -> authenticate(stack.format.mint(whole.id()))).isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void a_digest_written_without_the_pepper_proves_nothing() {
        PresentedToken whole = stack.keep(token -> token);
        SecretDigest forged =
                new SecretDigest(2, pepper(7).digest(whole.id(), whole.secret()).toByteArray());
        stack.store.put(stack.kept(whole).withSecrets(SecretDigests.initial(forged)));

        assertRefused(authenticate(whole), DenialReason.WRONG_SECRET);
    }

    @Test
    void a_digest_that_names_another_pepper_version_proves_nothing() {
        PresentedToken whole = stack.keep(token -> token);
        SecretDigest renamed =
                new SecretDigest(1, stack.kept(whole).secrets().current().toByteArray());
        stack.store.put(stack.kept(whole).withSecrets(SecretDigests.initial(renamed)));

        assertRefused(authenticate(whole), DenialReason.WRONG_SECRET);
    }

    @Test
    void a_digest_moved_from_another_record_proves_nothing() {
        PresentedToken mine = stack.keep(token -> token);
        PresentedToken theirs = stack.keep(token -> token);
        stack.store.put(stack.kept(theirs).withSecrets(stack.kept(mine).secrets()));

        assertRefused(authenticate(theirs), DenialReason.WRONG_SECRET);
        assertRefused(
                stack.authenticator.authenticate(theirs.id() + mine.reveal().substring(31)), DenialReason.MALFORMED);
    }

    static Stream<RuntimeException> faults() {
        return Stream.of(
                new ServiceUnavailableException("away"), new IllegalStateException("broken"), new PepperRejectedException("disabled", null));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_of_the_store_is_neither_known_nor_refused(RuntimeException fault) {
        PresentedToken whole = stack.keep(token -> token);
        stack.store.fault = fault;

        assertThatThrownBy(() -> authenticate(whole)).isSameAs(fault);
        assertThatThrownBy(() -> authenticate(stack.format.mint())).isSameAs(fault);
    }

    @Test
    void a_pepper_that_is_away_or_refused_is_neither_known_nor_refused() {
        PresentedToken whole = stack.keep(token -> token);
        for (RuntimeException fault :
                new RuntimeException[] {new ServiceUnavailableException("away"), new PepperRejectedException("disabled", null)}) {
            stack.pepperFault = fault;
            assertThatThrownBy(() -> authenticate(whole)).isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> authenticate(stack.format.mint(whole.id())))
                    .isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> authenticate(stack.format.mint())).isInstanceOf(ServiceUnavailableException.class);
        }
    }

    private Authentication authenticate(PresentedToken whole) {
        return stack.authenticator.authenticate(whole.reveal());
    }

    private PresentedToken regenerate(PresentedToken whole) {
        Token read = stack.kept(whole);
        PresentedToken young = stack.format.mint(whole.id());
        stack.store.put(read.withSecrets(new SecretDigests(
                pepper(2).digest(young.id(), young.secret()),
                new SecretDigests.PreviousDigest(read.secrets().current(), OVERLAP_END),
                NOW)));
        return young;
    }

    private PresentedToken keepUnder(int pepperVersion) {
        PresentedToken whole = stack.keep(token -> token);
        stack.store.put(
                stack.kept(whole).withSecrets(SecretDigests.initial(pepper(pepperVersion).digest(whole.id(), whole.secret()))));
        return whole;
    }

    private void assertNothingWasAsked() {
        assertThat(stack.store.finds).isZero();
        assertThat(stack.derivations).isZero();
    }

    private static void assertRefused(Authentication answer, DenialReason reason) {
        assertThat(answer).isEqualTo(new Refused(reason));
    }

    private static Known known(PresentedToken presented, Token token, SecretGeneration secret) {
        return new Known(presented, token, secret, token.settings().scopes());
    }
}
