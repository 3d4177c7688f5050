package dev.tokenry.authentication;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.disabled;
import static dev.tokenry.administration.TestDependencies.expiringAt;
import static dev.tokenry.administration.TestDependencies.origin;
import static dev.tokenry.administration.TestDependencies.pepper;
import static dev.tokenry.administration.TestDependencies.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tokenry.administration.TestDependencies;
import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.authentication.AuthenticationResult.Rejected;
import dev.tokenry.crypto.HmacCounter;
import dev.tokenry.crypto.PepperRejectedException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.User;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

    private static final Instant OVERLAP_END = NOW.plus(Duration.ofHours(1));
    private static final TokenOrigin PERSONAL = new TokenOrigin("anna", "anna", null, true, NOW);

    private final HmacCounter hmacs = new HmacCounter();
    private final TestDependencies dependencies = new TestDependencies();

    @AfterEach
    void close() {
        hmacs.close();
    }

    @Test
    void stored_token_is_authenticated_by_its_secret() {
        PresentedToken presented = dependencies.insert(UnaryOperator.identity());

        assertThat(authenticate(presented))
                .isEqualTo(authenticated(presented, dependencies.stored(presented), SecretGeneration.CURRENT));
    }

    @Test
    void wrong_checksum_causes_no_store_or_pepper_call() {
        String presented = dependencies.insert(UnaryOperator.identity()).reveal();
        char last = presented.charAt(presented.length() - 1);
        String mistyped = presented.substring(0, presented.length() - 1) + (last == 'A' ? 'B' : 'A');

        assertRejected(dependencies.authenticator.authenticate(mistyped), DenialReason.MALFORMED);
        assertNoStoreOrPepperCall();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "tk0c01", "tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX", "password", "\u0000", "%"})
    void malformed_value_causes_no_store_or_pepper_call(String tokenValue) {
        assertRejected(dependencies.authenticator.authenticate(tokenValue), DenialReason.MALFORMED);
        assertNoStoreOrPepperCall();
    }

    @Test
    void unaccepted_prefix_causes_no_store_or_pepper_call() {
        String unaccepted = new TokenFormat("dt0c01", Set.of("dt0c01"), new SecureRandom())
                .mint()
                .reveal();

        assertRejected(dependencies.authenticator.authenticate(unaccepted), DenialReason.MALFORMED);
        assertNoStoreOrPepperCall();
    }

    @Test
    void unknown_id_is_rejected_after_computing_a_digest() {
        assertRejected(authenticate(dependencies.format.mint()), DenialReason.UNKNOWN);
        assertThat(dependencies.store.finds).isEqualTo(1);
        assertThat(dependencies.derivations).isEqualTo(1);
    }

    @Test
    void every_rejected_secret_costs_the_same_number_of_digests() {
        PresentedToken known = dependencies.insert(UnaryOperator.identity());
        PresentedToken regenerated = regenerate(dependencies.insert(UnaryOperator.identity()));
        // The check value of a derived pepper is an HMAC too.
        assertThat(dependencies.peppers.current().version()).isEqualTo(2);

        assertThat(hmacs(() -> authenticate(known))).isEqualTo(1);
        PresentedToken retired = dependencies.insert(UnaryOperator.identity());
        regenerate(retired);
        dependencies.store.put(dependencies
                .stored(retired)
                .withSecrets(dependencies.stored(retired).secrets().endOverlap(NOW)));
        PresentedToken all = dependencies.insert(token -> token.withSecrets(
                token.secrets().withRetired(new SecretDigests.RetiredDigest(pepperDigest(token, 2), NOW))));
        regenerate(all);
        PresentedToken foreign = dependencies.insert(token -> token.withSecrets(
                token.secrets().withRetired(new SecretDigests.RetiredDigest(pepperDigest(token, 9), NOW))));

        for (PresentedToken rejected : List.of(
                dependencies.format.mint(),
                dependencies.format.mint(known.id()),
                dependencies.format.mint(regenerated.id()),
                retired,
                dependencies.format.mint(retired.id()),
                dependencies.format.mint(all.id()),
                dependencies.format.mint(foreign.id()))) {
            assertThat(hmacs(() -> authenticate(rejected))).isEqualTo(SecretVerifier.DIGESTS_PER_REJECTION);
            assertThat(hmacs(() -> dependencies.authenticator.lookUp(rejected.reveal())))
                    .isEqualTo(SecretVerifier.DIGESTS_PER_REJECTION);
        }
    }

    private int hmacs(Runnable action) {
        int before = hmacs.count();
        action.run();
        return hmacs.count() - before;
    }

    @Test
    void a_deleted_token_is_unknown() {
        PresentedToken presented = dependencies.insert(UnaryOperator.identity());
        dependencies.store.clear();

        assertRejected(authenticate(presented), DenialReason.UNKNOWN);
    }

    @Test
    void wrong_secret_is_rejected() {
        PresentedToken presented = dependencies.insert(UnaryOperator.identity());

        assertRejected(authenticate(dependencies.format.mint(presented.id())), DenialReason.WRONG_SECRET);
    }

    @Test
    void disabled_token_is_rejected() {
        PresentedToken presented = dependencies.insert(origin(), disabled(settings(Scope.READ_TOKENS)));

        assertRejected(authenticate(presented), DenialReason.DISABLED);
    }

    @Test
    void token_is_accepted_until_just_before_its_expiry() {
        PresentedToken presented = dependencies.insert(origin(), expiringAt(NOW));

        dependencies.now = NOW.minusNanos(1);
        assertThat(authenticate(presented)).isInstanceOf(Authenticated.class);
        dependencies.now = NOW;
        assertRejected(authenticate(presented), DenialReason.EXPIRED);
        dependencies.now = NOW.plusNanos(1);
        assertRejected(authenticate(presented), DenialReason.EXPIRED);
    }

    @Test
    void token_that_expires_while_it_is_read_is_rejected() {
        PresentedToken presented = dependencies.insert(origin(), expiringAt(NOW.plusMillis(200)));
        dependencies.store.onFind = () -> dependencies.now = NOW.plusMillis(200);

        assertRejected(authenticate(presented), DenialReason.EXPIRED);
    }

    @Test
    void personal_token_without_user_record_is_rejected() {
        PresentedToken presented = dependencies.insert(PERSONAL, settings(Scope.READ_TOKENS));
        dependencies.users.put("anna2", true, true, Scope.READ_TOKENS);

        assertRejected(authenticate(presented), DenialReason.OWNER_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", "ANNA", "Anna"})
    void a_disabled_user_stops_every_token_whatever_the_spelling(String spelling) {
        PresentedToken presented = dependencies.insert(origin(), settings(Scope.READ_TOKENS));
        dependencies.users.put(spelling, false, true, Scope.READ_TOKENS);

        assertRejected(authenticate(presented), DenialReason.OWNER_DISABLED);
    }

    @Test
    void personal_token_has_only_scopes_that_its_owner_has() {
        PresentedToken presented =
                dependencies.insert(PERSONAL, settings(Scope.READ_TOKENS, Scope.WRITE_TOKENS, Scope.READ_USERS));
        dependencies.users.put("anna", true, false, Scope.READ_USERS, Scope.WRITE_USERS, Scope.READ_TOKENS);

        assertThat(authenticate(presented))
                .isEqualTo(new Authenticated(
                        presented,
                        dependencies.stored(presented),
                        SecretGeneration.CURRENT,
                        Scopes.of(Scope.READ_TOKENS, Scope.READ_USERS)));

        dependencies.users.put("anna", true, false);
        assertThat(authenticate(presented))
                .isEqualTo(new Authenticated(
                        presented, dependencies.stored(presented), SecretGeneration.CURRENT, Scopes.NONE));
    }

    @Test
    void managing_all_tokens_requires_the_owner_scope() {
        PresentedToken presented = dependencies.insert(PERSONAL, settings(Scope.MANAGE_ALL_TOKENS));
        dependencies.users.put("anna", true, true, Scope.READ_TOKENS);

        assertThat(authenticate(presented))
                .isEqualTo(new Authenticated(
                        presented, dependencies.stored(presented), SecretGeneration.CURRENT, Scopes.NONE));
    }

    @Test
    void disabled_owner_stops_every_token_but_those_of_bootstrap() {
        PresentedToken personal = dependencies.insert(PERSONAL, settings(Scope.READ_TOKENS));
        PresentedToken other = dependencies.insert(origin(), settings(Scope.READ_TOKENS));
        dependencies.users.put("anna", false, true, Scope.READ_TOKENS);

        assertRejected(authenticate(personal), DenialReason.OWNER_DISABLED);
        assertRejected(authenticate(other), DenialReason.OWNER_DISABLED);
        TokenOrigin bootstrap =
                new TokenOrigin(OwnerName.of("anna"), null, OwnerName.of("anna"), null, false, true, NOW);
        assertThat(authenticate(dependencies.insert(bootstrap, settings(Scope.READ_TOKENS))))
                .isInstanceOf(Authenticated.class);

        dependencies.users.put("anna", true, true, Scope.READ_TOKENS);
        assertThat(authenticate(personal)).isInstanceOf(Authenticated.class);
        assertThat(authenticate(other)).isInstanceOf(Authenticated.class);
    }

    @Test
    void token_with_a_user_id_works_only_while_the_record_with_this_very_id_exists() {
        dependencies.users.put("anna", true, true, Scope.READ_TOKENS);
        PresentedToken created = dependencies.insert(
                origin().withOwner(OwnerName.of("anna"), User.FIRST_ID), settings(Scope.READ_TOKENS));
        PresentedToken reborn =
                dependencies.insert(origin().withOwner(OwnerName.of("anna"), "0011"), settings(Scope.READ_TOKENS));
        PresentedToken gone =
                dependencies.insert(origin().withOwner(OwnerName.of("bert"), "0011"), settings(Scope.READ_TOKENS));

        assertThat(authenticate(created)).isInstanceOf(Authenticated.class);
        assertRejected(authenticate(reborn), DenialReason.OWNER_UNKNOWN);
        assertRejected(authenticate(gone), DenialReason.OWNER_UNKNOWN);
    }

    @Test
    void owner_is_read_once_and_only_after_the_secret_matches() {
        dependencies.users.put("anna", true, true);
        authenticate(dependencies.insert(PERSONAL, disabled(settings(Scope.READ_TOKENS))));
        authenticate(dependencies.insert(PERSONAL, expiringAt(NOW)));
        PresentedToken personal = dependencies.insert(PERSONAL, settings(Scope.READ_TOKENS));
        authenticate(dependencies.format.mint(personal.id()));
        assertThat(dependencies.users.finds).isZero();

        dependencies.store.finds = 0;
        authenticate(personal);
        assertThat(dependencies.users.finds).isEqualTo(1);
        assertThat(dependencies.store.finds).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void unavailable_owner_record_fails_the_authentication(RuntimeException fault) {
        PresentedToken presented = dependencies.insert(PERSONAL, settings(Scope.READ_TOKENS));
        dependencies.users.fault = fault;

        assertThatThrownBy(() -> authenticate(presented)).isSameAs(fault);
    }

    @ParameterizedTest
    @MethodSource("states")
    void token_in_any_state_is_looked_up_only_by_its_secret(UnaryOperator<Token> state) {
        PresentedToken presented = dependencies.insert(state);

        assertThat(dependencies.authenticator.lookUp(presented.reveal())).contains(dependencies.stored(presented));
        assertThat(dependencies.authenticator.lookUp(
                        dependencies.format.mint(presented.id()).reveal()))
                .isEmpty();
        assertThat(dependencies.authenticator.lookUp(dependencies.format.mint().reveal()))
                .isEmpty();
    }

    @Test
    void token_is_looked_up_by_its_previous_secret_during_the_overlap() {
        PresentedToken previous = dependencies.insert(UnaryOperator.identity());
        dependencies.regenerate(dependencies.stored(previous), Duration.ofHours(1));

        assertThat(dependencies.authenticator.lookUp(previous.reveal())).contains(dependencies.stored(previous));
        dependencies.now = OVERLAP_END;
        assertThat(dependencies.authenticator.lookUp(previous.reveal())).isEmpty();
    }

    @Test
    void looking_up_a_malformed_value_causes_no_calls() {
        assertThat(dependencies.authenticator.lookUp("tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX"))
                .isEmpty();
        assertNoStoreOrPepperCall();
    }

    @Test
    void looking_up_an_unknown_token_computes_a_digest() {
        assertThat(dependencies.authenticator.lookUp(dependencies.format.mint().reveal()))
                .isEmpty();
        assertThat(dependencies.derivations).isEqualTo(1);
    }

    @Test
    void looking_up_a_known_token_derives_only_its_own_pepper() {
        PresentedToken presented = insertWithPepperVersion(1);

        assertThat(dependencies.authenticator.lookUp(presented.reveal())).contains(dependencies.stored(presented));
        assertThat(dependencies.derivations).isEqualTo(1);
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
    void wrong_secret_does_not_reveal_the_token_state(UnaryOperator<Token> state) {
        PresentedToken presented = dependencies.insert(state);

        assertRejected(authenticate(dependencies.format.mint(presented.id())), DenialReason.WRONG_SECRET);
    }

    @Test
    void previous_secret_is_accepted_until_just_before_the_overlap_ends() {
        PresentedToken previous = dependencies.insert(UnaryOperator.identity());
        PresentedToken regenerated = regenerate(previous);

        dependencies.now = OVERLAP_END.minusNanos(1);
        assertThat(authenticate(previous))
                .isEqualTo(authenticated(previous, dependencies.stored(previous), SecretGeneration.PREVIOUS));
        assertThat(authenticate(regenerated))
                .isEqualTo(authenticated(regenerated, dependencies.stored(previous), SecretGeneration.CURRENT));

        Instant forgotten = OVERLAP_END.plus(Duration.ofDays(30));
        for (Instant ended : new Instant[] {OVERLAP_END, OVERLAP_END.plusNanos(1), forgotten.minusNanos(1)}) {
            dependencies.now = ended;
            assertRejected(authenticate(previous), DenialReason.RETIRED_SECRET);
        }
        for (Instant later : new Instant[] {forgotten, forgotten.plus(Duration.ofDays(365))}) {
            dependencies.now = later;
            assertRejected(authenticate(previous), DenialReason.WRONG_SECRET);
        }
    }

    @Test
    void a_retired_secret_is_recognized_for_thirty_days_and_whatever_the_status() {
        PresentedToken retired = dependencies.insert(UnaryOperator.identity());
        dependencies.regenerate(dependencies.stored(retired), Duration.ZERO);
        Token token = dependencies.stored(retired);
        dependencies.store.put(token.withSettings(disabled(token.settings())));

        dependencies.now = NOW.plus(Duration.ofDays(30)).minusNanos(1);
        assertThat(authenticate(retired))
                .isEqualTo(new Rejected(DenialReason.RETIRED_SECRET, dependencies.stored(retired)));
        assertThat(dependencies.authenticator.lookUp(retired.reveal())).isEmpty();
        dependencies.now = NOW.plus(Duration.ofDays(30));
        assertThat(authenticate(retired)).isEqualTo(new Rejected(DenialReason.WRONG_SECRET));
    }

    @Test
    void a_retired_digest_of_a_pepper_without_key_is_ignored() {
        PresentedToken presented = dependencies.insert(token -> token.withSecrets(
                token.secrets().withRetired(new SecretDigests.RetiredDigest(pepperDigest(token, 9), NOW))));

        assertThat(authenticate(presented)).isInstanceOf(Authenticated.class);
        assertRejected(authenticate(dependencies.format.mint(presented.id())), DenialReason.WRONG_SECRET);
    }

    private SecretDigest pepperDigest(Token token, int version) {
        return pepper(version)
                .digest(token.id(), dependencies.format.mint(token.id()).secret());
    }

    @Test
    void secret_before_the_previous_one_is_rejected() {
        PresentedToken oldest = dependencies.insert(UnaryOperator.identity());
        PresentedToken previous = regenerate(oldest);
        regenerate(previous);

        assertRejected(authenticate(oldest), DenialReason.WRONG_SECRET);
        assertThat(authenticate(previous)).isInstanceOf(Authenticated.class);
    }

    @Test
    void previous_secret_of_a_disabled_or_expired_token_is_rejected() {
        PresentedToken previous = dependencies.insert(UnaryOperator.identity());
        regenerate(previous);
        Token token = dependencies.stored(previous);

        dependencies.store.put(token.withSettings(disabled(token.settings())));
        assertRejected(authenticate(previous), DenialReason.DISABLED);
        // The overlap ends with the token.
        dependencies.store.put(token.withSettings(expiringAt(NOW)));
        assertRejected(authenticate(previous), DenialReason.RETIRED_SECRET);
    }

    @Test
    void digest_of_an_older_pepper_is_accepted() {
        PresentedToken presented = insertWithPepperVersion(1);

        assertThat(authenticate(presented)).isInstanceOf(Authenticated.class);
    }

    @Test
    void digest_of_a_pepper_without_key_fails_the_authentication() {
        PresentedToken presented = insertWithPepperVersion(9);

        assertThatThrownBy(() -> authenticate(presented)).isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void previous_digest_of_a_pepper_without_key_does_not_affect_the_current_secret() {
        PresentedToken presented = dependencies.insert(token -> token.withSecrets(new SecretDigests(
                token.secrets().current(),
                new SecretDigests.PreviousDigest(new SecretDigest(9, new byte[32]), OVERLAP_END),
                NOW)));

        assertThat(authenticate(presented)).isInstanceOf(Authenticated.class);
        assertThatThrownBy(() -> authenticate(dependencies.format.mint(presented.id())))
                .isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void digest_computed_without_the_pepper_is_rejected() {
        PresentedToken presented = dependencies.insert(token -> token);
        SecretDigest forged = new SecretDigest(
                2, pepper(7).digest(presented.id(), presented.secret()).toByteArray());
        dependencies.store.put(dependencies.stored(presented).withSecrets(SecretDigests.initial(forged)));

        assertRejected(authenticate(presented), DenialReason.WRONG_SECRET);
    }

    @Test
    void digest_with_another_pepper_version_is_rejected() {
        PresentedToken presented = dependencies.insert(token -> token);
        SecretDigest relabelled = new SecretDigest(
                1, dependencies.stored(presented).secrets().current().toByteArray());
        dependencies.store.put(dependencies.stored(presented).withSecrets(SecretDigests.initial(relabelled)));

        assertRejected(authenticate(presented), DenialReason.WRONG_SECRET);
    }

    @Test
    void digest_copied_from_another_record_is_rejected() {
        PresentedToken first = dependencies.insert(token -> token);
        PresentedToken second = dependencies.insert(token -> token);
        dependencies.store.put(dependencies
                .stored(second)
                .withSecrets(dependencies.stored(first).secrets()));

        assertRejected(authenticate(second), DenialReason.WRONG_SECRET);
        assertRejected(
                dependencies.authenticator.authenticate(
                        second.id() + first.reveal().substring(31)),
                DenialReason.MALFORMED);
    }

    static Stream<RuntimeException> faults() {
        return Stream.of(
                new ServiceUnavailableException("unavailable"),
                new IllegalStateException("broken"),
                new PepperRejectedException("disabled", null));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void store_fault_fails_the_authentication(RuntimeException fault) {
        PresentedToken presented = dependencies.insert(token -> token);
        dependencies.store.fault = fault;

        assertThatThrownBy(() -> authenticate(presented)).isSameAs(fault);
        assertThatThrownBy(() -> authenticate(dependencies.format.mint())).isSameAs(fault);
    }

    @Test
    void unavailable_or_rejected_pepper_fails_the_authentication() {
        PresentedToken presented = dependencies.insert(token -> token);
        for (RuntimeException fault : new RuntimeException[] {
            new ServiceUnavailableException("unavailable"), new PepperRejectedException("disabled", null)
        }) {
            dependencies.pepperFault = fault;
            assertThatThrownBy(() -> authenticate(presented)).isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> authenticate(dependencies.format.mint(presented.id())))
                    .isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> authenticate(dependencies.format.mint()))
                    .isInstanceOf(ServiceUnavailableException.class);
        }
    }

    private AuthenticationResult authenticate(PresentedToken presented) {
        return dependencies.authenticator.authenticate(presented.reveal());
    }

    private PresentedToken regenerate(PresentedToken presented) {
        Token current = dependencies.stored(presented);
        PresentedToken regenerated = dependencies.format.mint(presented.id());
        dependencies.store.put(current.withSecrets(new SecretDigests(
                pepper(2).digest(regenerated.id(), regenerated.secret()),
                new SecretDigests.PreviousDigest(current.secrets().current(), OVERLAP_END),
                current.secrets().retired(),
                NOW,
                null)));
        return regenerated;
    }

    private PresentedToken insertWithPepperVersion(int pepperVersion) {
        PresentedToken presented = dependencies.insert(token -> token);
        dependencies.store.put(dependencies
                .stored(presented)
                .withSecrets(SecretDigests.initial(pepper(pepperVersion).digest(presented.id(), presented.secret()))));
        return presented;
    }

    private void assertNoStoreOrPepperCall() {
        assertThat(dependencies.store.finds).isZero();
        assertThat(dependencies.derivations).isZero();
    }

    private static void assertRejected(AuthenticationResult result, DenialReason reason) {
        assertThat(result).asInstanceOf(type(Rejected.class)).returns(reason, Rejected::reason);
    }

    private static Authenticated authenticated(PresentedToken presented, Token token, SecretGeneration generation) {
        return new Authenticated(presented, token, generation, token.settings().scopes());
    }
}
