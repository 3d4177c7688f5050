package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.origin;
import static dev.tokenry.administration.TestDependencies.pepper;
import static dev.tokenry.administration.TestDependencies.settings;
import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tokenry.authentication.AuthenticationResult;
import dev.tokenry.authentication.RejectedUseRecorder;
import dev.tokenry.crypto.HmacCounter;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.OutcomeUnknownException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.Scope;
import dev.tokenry.model.SecretDigests.RetiredDigest;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenLifecycle;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenStatus;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevokeTokensTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final RequestInfo REQUEST = new RequestInfo("request-1", "192.0.2.1", "test");

    private final HmacCounter hmacs = new HmacCounter();
    private final TestDependencies dependencies = new TestDependencies();
    private final RevokeTokens revokeTokens = new RevokeTokens(
            dependencies.authenticator,
            dependencies.store,
            new RejectedUseRecorder(dependencies.store, () -> dependencies.now),
            () -> dependencies.now);

    @AfterEach
    void close() {
        hmacs.close();
    }

    /** What a token can be when its secret is found. */
    private enum State {
        ACTIVE {
            @Override
            Token of(Token token) {
                return token;
            }
        },
        DISABLED {
            @Override
            Token of(Token token) {
                return token.withSettings(token.settings().withEnabled(false));
            }
        },
        DISABLED_AS_UNUSED {
            @Override
            Token of(Token token) {
                return DISABLED.of(token).withLifecycle(token.lifecycle().disabledAsUnused());
            }
        },
        MARKED_AS_UNUSED {
            @Override
            Token of(Token token) {
                return token.withLifecycle(token.lifecycle().markedUnusedAt(NOW));
            }
        },
        EXPIRED {
            @Override
            Token of(Token token) {
                return token.withSettings(token.settings().withExpiresAt(NOW.minus(HOUR)));
            }
        },
        OF_BOOTSTRAP {
            @Override
            Token of(Token token) {
                return new Token(
                        token.id(),
                        new TokenOrigin(
                                token.origin().owner(),
                                null,
                                token.origin().createdBy(),
                                null,
                                false,
                                true,
                                token.origin().createdAt()),
                        token.settings(),
                        token.secrets(),
                        null,
                        1);
            }
        };

        abstract Token of(Token token);
    }

    @ParameterizedTest
    @EnumSource
    void the_current_secret_revokes_the_token_whatever_its_state_is(State state) {
        PresentedToken presented = dependencies.insert(state::of);
        Token before = dependencies.stored(presented);

        revoke(presented.reveal());

        Token after = dependencies.stored(presented);
        assertThat(after).isEqualTo(before.revokedAsLeaked().withVersion(before.version() + 1));
        assertThat(after.settings().enabled()).isFalse();
        assertThat(after.disabledReason()).isEqualTo("leaked");
        assertThat(TokenStatus.of(after, Optional.empty(), NOW)).isEqualTo(TokenStatus.LEAKED);
        assertThat(dependencies.authenticator.authenticate(presented.reveal()))
                .isEqualTo(new AuthenticationResult.Rejected(DenialReason.DISABLED, after));
    }

    @Test
    void a_token_that_leaked_already_is_not_written_again() {
        PresentedToken presented = dependencies.insert(UnaryOperator.identity());
        revoke(presented.reveal());
        Token leaked = dependencies.stored(presented);

        revoke(presented.reveal());

        assertThat(dependencies.stored(presented)).isEqualTo(leaked);
        assertThat(dependencies.store.replaceAttempts).hasSize(1);
    }

    @Test
    void a_token_that_was_enabled_by_hand_after_it_leaked_is_disabled_again() {
        PresentedToken presented = dependencies.insert(
                token -> token.withLifecycle(token.revokedAsLeaked().lifecycle()));
        assertThat(isActive(presented)).isTrue();

        revoke(presented.reveal());

        assertThat(isActive(presented)).isFalse();
        assertThat(dependencies.stored(presented).isLeaked()).isTrue();
    }

    @Test
    void the_previous_secret_ends_the_overlap_and_nothing_else() {
        PresentedToken presented = dependencies.insert(UnaryOperator.identity());
        IssuedToken regenerated = dependencies.regenerate(dependencies.stored(presented), HOUR);

        revoke(presented.reveal());

        Token after = dependencies.stored(presented);
        assertThat(after.secrets().previous()).isNull();
        assertThat(after.secrets().retired())
                .isEqualTo(new RetiredDigest(
                        regenerated.token().secrets().previous().digest(), NOW));
        assertThat(after.isLeaked()).isFalse();
        assertThat(isActive(regenerated.value())).isTrue();
        assertThat(dependencies.authenticator.authenticate(presented.reveal()))
                .isEqualTo(new AuthenticationResult.Rejected(DenialReason.RETIRED_SECRET, after));
    }

    @Test
    void a_retired_secret_is_recorded_as_used_and_changes_nothing() {
        PresentedToken presented = dependencies.insert(UnaryOperator.identity());
        IssuedToken regenerated = dependencies.regenerate(dependencies.stored(presented), Duration.ZERO);

        revoke(presented.reveal());

        Token after = dependencies.stored(presented);
        assertThat(after.rejectedUses().retired()).isEqualTo(RetiredUse.next(null, NOW, "192.0.2.1"));
        assertThat(after.version()).isEqualTo(regenerated.token().version());
        assertThat(isActive(regenerated.value())).isTrue();
    }

    /** What is no secret of a token, and how many reads and digests each costs. */
    private record Ignored(String description, int reads, List<String> values) {
        @Override
        public String toString() {
            return description;
        }
    }

    static Stream<Ignored> ignored() {
        String wellFormed =
                "tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD7CPQU3";
        return Stream.of(
                new Ignored("unknown id", 1, List.of(wellFormed)),
                new Ignored("the same one twice", 1, List.of(wellFormed, wellFormed)),
                new Ignored("wrong checksum", 0, List.of(wellFormed.replace("QU3", "QU4"))),
                new Ignored("another prefix", 0, List.of("ab." + "7".repeat(24) + "." + "7".repeat(57) + "BY6HOR6")),
                new Ignored("no token value", 0, List.of("", " ", "password", "tk0c01", "\u0000", "%", "😀")));
    }

    @ParameterizedTest
    @MethodSource("ignored")
    void everything_else_is_ignored_and_what_is_malformed_costs_no_read(Ignored ignored) {
        revoke(ignored.values().toArray(String[]::new));

        assertThat(dependencies.store.finds).isEqualTo(ignored.reads());
        assertThat(dependencies.derivations).isEqualTo(ignored.reads());
        assertThat(dependencies.store.replaceAttempts).isEmpty();
    }

    @Test
    void each_secret_of_a_known_or_unknown_token_costs_the_same_read_and_digests() {
        PresentedToken current = dependencies.insert(UnaryOperator.identity());
        PresentedToken leaked = dependencies.insert(Token::revokedAsLeaked);
        PresentedToken previous = dependencies.insert(UnaryOperator.identity());
        dependencies.regenerate(dependencies.stored(previous), HOUR);
        PresentedToken retired = dependencies.insert(UnaryOperator.identity());
        dependencies.regenerate(dependencies.stored(retired), Duration.ZERO);
        assertThat(dependencies.peppers.current().version()).isEqualTo(2);

        for (PresentedToken presented : List.of(
                dependencies.format.mint(),
                dependencies.format.mint(current.id()),
                current,
                leaked,
                previous,
                retired,
                dependencies.format.mint(retired.id()))) {
            int digests = hmacs.count();
            int reads = dependencies.store.finds;
            revoke(presented.reveal());
            assertThat(hmacs.count() - digests).isEqualTo(3);
            assertThat(dependencies.store.finds - reads).isEqualTo(1);
        }
    }

    @Test
    void all_values_of_a_request_are_revoked_whatever_stands_between() {
        List<PresentedToken> found = Stream.generate(() -> dependencies.insert(UnaryOperator.identity()))
                .limit(3)
                .toList();

        revoke(
                found.get(0).reveal(),
                "password",
                dependencies.format.mint().reveal(),
                found.get(1).reveal(),
                found.get(1).reveal(),
                found.get(2).reveal());

        assertThat(found)
                .allSatisfy(
                        each -> assertThat(dependencies.stored(each).isLeaked()).isTrue());
        assertThat(dependencies.store.replaceAttempts).hasSize(3);
    }

    @Test
    void a_regeneration_that_comes_first_keeps_its_new_secret() {
        PresentedToken presented = dependencies.insert(UnaryOperator.identity());
        IssuedToken[] regenerated = new IssuedToken[1];
        dependencies.beforeNextWrite(
                () -> regenerated[0] = dependencies.regenerate(dependencies.stored(presented), Duration.ZERO));

        revoke(presented.reveal());

        assertThat(isActive(regenerated[0].value())).isTrue();
        assertThat(dependencies.stored(presented).rejectedUses().retired()).isNotNull();
    }

    @Test
    void a_regeneration_with_an_overlap_that_comes_first_loses_its_overlap() {
        PresentedToken presented = dependencies.insert(UnaryOperator.identity());
        IssuedToken[] regenerated = new IssuedToken[1];
        dependencies.beforeNextWrite(
                () -> regenerated[0] = dependencies.regenerate(dependencies.stored(presented), HOUR));

        revoke(presented.reveal());

        assertThat(isActive(regenerated[0].value())).isTrue();
        assertThat(isActive(presented)).isFalse();
        assertThat(dependencies.stored(presented).secrets().previous()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void other_changes_that_come_first_do_not_prevent_the_revocation(int changes) {
        PresentedToken presented = dependencies.insert(UnaryOperator.identity());
        changeBeforeEachWrite(presented, changes);

        revoke(presented.reveal());

        assertThat(dependencies.stored(presented).isLeaked()).isTrue();
        assertThat(dependencies.stored(presented).settings().description()).isEqualTo("change 1");
    }

    @Test
    void a_token_that_changes_all_the_time_is_no_success() {
        PresentedToken presented = dependencies.insert(UnaryOperator.identity());
        changeBeforeEachWrite(presented, 5);

        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> revoke(presented.reveal()));
        assertThat(dependencies.stored(presented).isLeaked()).isFalse();
    }

    private void changeBeforeEachWrite(PresentedToken presented, int changes) {
        int[] left = {changes};
        dependencies.store.beforeWrite = () -> {
            if (left[0] > 0) {
                String description = "change " + left[0]--;
                Runnable revocation = dependencies.store.beforeWrite;
                dependencies.store.beforeWrite = () -> {};
                Token token = dependencies.stored(presented);
                dependencies.store.replace(
                        token, token.withSettings(token.settings().withDescription(description)), STAMP);
                dependencies.store.beforeWrite = revocation;
            }
        };
    }

    @Test
    void a_token_that_is_deleted_first_is_ignored() {
        PresentedToken presented = dependencies.insert(UnaryOperator.identity());
        dependencies.beforeNextWrite(() -> dependencies.store.delete(dependencies.stored(presented), STAMP));

        revoke(presented.reveal());

        assertThat(dependencies.store.find(presented.id())).isEmpty();
    }

    @Test
    void a_fault_is_no_success() {
        PresentedToken current = dependencies.insert(UnaryOperator.identity());
        PresentedToken retired = dependencies.insert(UnaryOperator.identity());
        dependencies.regenerate(dependencies.stored(retired), Duration.ZERO);
        dependencies.store.beforeWrite = () -> {
            throw new ServiceUnavailableException("The table is unavailable");
        };
        assertUnavailable(current.reveal());
        dependencies.store.fault = new ServiceUnavailableException("The table is unavailable");
        assertUnavailable(current.reveal());
        assertUnavailable(retired.reveal());
        assertUnavailable(dependencies.format.mint().reveal());
    }

    @Test
    void an_unavailable_pepper_is_no_success() {
        dependencies.pepperFault = new ServiceUnavailableException("The key is unavailable");
        assertUnavailable(dependencies.format.mint().reveal());
    }

    /** The faults of values in their order, and what the request ends with. */
    private record Faults(String description, List<Fault> faults, Class<?> thrown, int damaged) {
        @Override
        public String toString() {
            return description;
        }
    }

    private enum Fault {
        NONE,
        DAMAGED,
        UNAVAILABLE,
        LOST_RESPONSE;

        @Nullable
        ServiceUnavailableException exception() {
            return switch (this) {
                case NONE -> null;
                case DAMAGED -> new CorruptRecordException("record", "scopes");
                case UNAVAILABLE -> new ServiceUnavailableException("The table is unavailable");
                case LOST_RESPONSE -> new OutcomeUnknownException(new IllegalStateException());
            };
        }
    }

    static Stream<Faults> faults() {
        Class<?> unavailable = ServiceUnavailableException.class;
        Class<?> damaged = CorruptRecordException.class;
        Class<?> unknown = OutcomeUnknownException.class;
        return Stream.of(
                new Faults("damaged alone", List.of(Fault.DAMAGED), damaged, 1),
                new Faults("two damaged", List.of(Fault.DAMAGED, Fault.DAMAGED), damaged, 2),
                new Faults("unavailable alone", List.of(Fault.UNAVAILABLE), unavailable, 0),
                new Faults("unavailable and damaged", List.of(Fault.DAMAGED, Fault.UNAVAILABLE), unavailable, 1),
                new Faults("damaged before", List.of(Fault.DAMAGED, Fault.NONE), unknown, 1),
                new Faults("damaged after", List.of(Fault.NONE, Fault.DAMAGED), unknown, 1),
                new Faults("unavailable before", List.of(Fault.UNAVAILABLE, Fault.NONE), unknown, 0),
                new Faults("unavailable after", List.of(Fault.NONE, Fault.UNAVAILABLE), unknown, 0),
                new Faults(
                        "all around",
                        List.of(Fault.DAMAGED, Fault.UNAVAILABLE, Fault.NONE, Fault.DAMAGED, Fault.NONE),
                        unknown,
                        2),
                new Faults("lost response", List.of(Fault.UNAVAILABLE, Fault.LOST_RESPONSE), unknown, 0));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_does_not_protect_other_tokens_and_tells_whether_any_was_revoked(Faults expected) {
        List<PresentedToken> found = expected.faults().stream()
                .map(_ -> dependencies.insert(UnaryOperator.identity()))
                .toList();
        Iterator<Fault> next = expected.faults().iterator();
        dependencies.store.onFind = () -> {
            ServiceUnavailableException fault = next.next().exception();
            if (fault != null) {
                throw fault;
            }
        };

        Throwable thrown = catchThrowable(
                () -> revoke(found.stream().map(PresentedToken::reveal).toArray(String[]::new)));

        dependencies.store.onFind = () -> {};
        assertThat(thrown).isExactlyInstanceOf(expected.thrown());
        assertThat(damaged(thrown)).hasSize(expected.damaged());
        for (int i = 0; i < found.size(); i++) {
            assertThat(dependencies.stored(found.get(i)).isLeaked())
                    .isEqualTo(expected.faults().get(i) == Fault.NONE);
        }
    }

    private static List<Throwable> damaged(@Nullable Throwable thrown) {
        return thrown == null
                ? List.of()
                : Stream.of(Stream.of(thrown), damaged(thrown.getCause()).stream(), Stream.of(thrown.getSuppressed()))
                        .flatMap(Function.identity())
                        .filter(CorruptRecordException.class::isInstance)
                        .toList();
    }

    @Test
    void a_recorded_use_of_a_retired_secret_is_a_change() {
        PresentedToken retired = dependencies.insert(UnaryOperator.identity());
        dependencies.regenerate(dependencies.stored(retired), Duration.ZERO);
        PresentedToken other = dependencies.insert(UnaryOperator.identity());
        dependencies.store.beforeWrite = () -> {
            throw new ServiceUnavailableException("The table is unavailable");
        };

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> revoke(retired.reveal(), other.reveal()));
    }

    @Test
    void a_dependency_that_is_down_ends_the_request() {
        dependencies.store.fault = new ServiceUnavailableException("The table is unavailable");

        assertUnavailable(Stream.generate(() -> dependencies.format.mint().reveal())
                .limit(20)
                .toArray(String[]::new));
        assertThat(dependencies.store.finds).isEqualTo(RevokeTokens.MAX_UNAVAILABLE);
    }

    @Test
    void a_leak_is_the_reason_until_the_token_has_another_secret() {
        PresentedToken presented = dependencies.insert(DISABLED_AND_LEAKED);

        IssuedToken regenerated = dependencies.regenerate(dependencies.stored(presented), Duration.ZERO);

        assertThat(regenerated.token().lifecycle()).isEqualTo(TokenLifecycle.NEW);
        assertThat(regenerated.token().settings().enabled()).isFalse();
        assertThat(regenerated.token().secrets().retired())
                .isEqualTo(new RetiredDigest(pepper(2).digest(presented.id(), presented.secret()), NOW));
    }

    private static final UnaryOperator<Token> DISABLED_AND_LEAKED = Token::revokedAsLeaked;

    @Test
    void a_token_of_another_owner_needs_no_permission() {
        PresentedToken presented = dependencies.insert(origin(), settings(Scope.MANAGE_ALL_TOKENS));

        revoke(presented.reveal());

        assertThat(dependencies.stored(presented).isLeaked()).isTrue();
    }

    private void assertUnavailable(String... tokenValues) {
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> revoke(tokenValues));
    }

    private boolean isActive(PresentedToken presented) {
        return dependencies.authenticator.authenticate(presented.reveal())
                instanceof AuthenticationResult.Authenticated;
    }

    private void revoke(String... tokenValues) {
        revokeTokens.execute(
                REQUEST,
                Stream.of(tokenValues)
                        .map(tokenValue -> new RevokeTokens.Finding(tokenValue, null))
                        .toList());
    }
}
