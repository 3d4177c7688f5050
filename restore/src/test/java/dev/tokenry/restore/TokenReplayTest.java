package dev.tokenry.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.StoredRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** What a replay does about each change of a token since the restore point. */
class TokenReplayTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final TokenId ID = new TokenId("tk0c01", "ABCDEFGHIJKLMNOPQRSTUVWX");
    private static final Scope READ = new Scope("metrics.read");
    private static final Scope WRITE = new Scope("logs.read");
    private static final IpBlock OFFICE = block("192.0.2.7", 128);
    private static final IpBlock NETWORK = block("192.0.2.0", 120);
    private static final IpBlock BRANCH = block("198.51.100.1", 128);
    private static final IpBlock HOME = block("2001:db8::1", 128);
    private static final TokenReplay COPYING = new TokenReplay(new ReplayPolicy(true, false, false));
    private static final TokenReplay COMPROMISED = new TokenReplay(new ReplayPolicy(false, false, false));

    private static final SecretDigests FIRST = SecretDigests.initial(digest(1));
    private static final SecretDigests OVERLAP =
            new SecretDigests(digest(2), new SecretDigests.PreviousDigest(digest(1), NOW.plusSeconds(60)), NOW);
    private static final SecretDigests SHORTER_OVERLAP =
            new SecretDigests(digest(2), new SecretDigests.PreviousDigest(digest(1), NOW.plusSeconds(9)), NOW);
    private static final SecretDigests SECOND = new SecretDigests(digest(2), null, NOW);

    private static final TokenSettings SETTINGS =
            new TokenSettings("name", null, true, Scopes.of(READ, WRITE), NOW.plusSeconds(600), null);
    private static final TokenSettings DISABLED = SETTINGS.withEnabled(false);

    static final List<Arguments> SETTINGS_SINCE = List.of(
            row("unchanged", SETTINGS, SETTINGS, SETTINGS),
            row("disabled", SETTINGS, DISABLED, DISABLED, Finding.DISABLED),
            row("enabled", DISABLED, SETTINGS, DISABLED, Finding.WIDENED),
            row("scope removed", SETTINGS, modified(Scopes.of(READ)), modified(Scopes.of(READ)), Finding.REDUCED),
            row("scope added", modified(Scopes.of(READ)), SETTINGS, modified(Scopes.of(READ)), Finding.WIDENED),
            row(
                    "scope exchanged",
                    modified(Scopes.of(READ)),
                    modified(Scopes.of(WRITE)),
                    modified(Scopes.NONE),
                    Finding.REDUCED,
                    Finding.WIDENED),
            row("expires earlier", SETTINGS, expiring(60), expiring(60), Finding.REDUCED),
            row("expires later", expiring(60), SETTINGS, expiring(60), Finding.WIDENED),
            row("expires no longer", SETTINGS, SETTINGS.withExpiresAt(null), SETTINGS, Finding.WIDENED),
            row("expires now", SETTINGS.withExpiresAt(null), expiring(60), expiring(60), Finding.REDUCED),
            row("renamed", SETTINGS, SETTINGS.withName("other"), SETTINGS, Finding.RENAMED),
            row("addresses set", SETTINGS, from(OFFICE), from(OFFICE), Finding.REDUCED),
            row("addresses removed", from(OFFICE), SETTINGS, from(OFFICE), Finding.WIDENED),
            row("fewer addresses", from(NETWORK), from(OFFICE), from(OFFICE), Finding.REDUCED),
            row("more addresses", from(OFFICE), from(NETWORK), from(OFFICE), Finding.WIDENED),
            row("addresses in another order", from(OFFICE, BRANCH), from(BRANCH, OFFICE), from(OFFICE, BRANCH)),
            row(
                    "some addresses exchanged",
                    from(NETWORK, BRANCH),
                    from(OFFICE, HOME),
                    from(OFFICE),
                    Finding.REDUCED,
                    Finding.WIDENED),
            row(
                    "all addresses exchanged",
                    from(OFFICE),
                    from(BRANCH),
                    from(OFFICE).withEnabled(false),
                    Finding.DISABLED,
                    Finding.WIDENED));

    @ParameterizedTest(name = "{0}")
    @FieldSource("SETTINGS_SINCE")
    void settings(
            String change, TokenSettings restored, TokenSettings newest, TokenSettings expected, Set<Finding> why) {
        Replayed<Token> replayed = COPYING.replay(token(restored, FIRST), stored(token(newest, FIRST)));

        assertThat(replayed).isEqualTo(new Replayed<>(Optional.of(token(expected, FIRST)), why));
        assertThat(COMPROMISED.replay(token(restored, FIRST), stored(token(newest, FIRST))))
                .isEqualTo(replayed);
        assertThat(COPYING.replay(replayed.record().orElseThrow(), stored(token(newest, FIRST)))
                        .record())
                .isEqualTo(replayed.record());
    }

    /** A revoked previous secret: the source does not know of it. */
    @Test
    void overlap_that_has_ended_in_a_table_in_use_stays_ended() {
        TokenReplay inUse = new TokenReplay(new ReplayPolicy(true, false, true));

        assertThat(inUse.replay(token(SETTINGS, SECOND), stored(token(SETTINGS, OVERLAP))))
                .isEqualTo(Replayed.of(token(SETTINGS, SECOND), Set.of()));
        assertThat(inUse.replay(token(SETTINGS, SHORTER_OVERLAP), stored(token(SETTINGS, OVERLAP))))
                .isEqualTo(Replayed.of(token(SETTINGS, SHORTER_OVERLAP), Set.of()));
        assertThat(inUse.replay(token(SETTINGS, OVERLAP), stored(token(SETTINGS, SECOND)))
                        .record())
                .hasValue(token(SETTINGS, SECOND));
    }

    static final List<Arguments> SECRETS_SINCE = List.of(
            Arguments.of("replaced", FIRST, SECOND, null, Finding.SECRET_UNKNOWN),
            Arguments.of("replaced with an overlap", FIRST, OVERLAP, null, Finding.SECRET_UNKNOWN),
            Arguments.of("overlap ended", OVERLAP, SECOND, SECOND, Finding.OVERLAP_REDUCED),
            Arguments.of(
                    "overlap ended by a request",
                    OVERLAP,
                    OVERLAP.endOverlap(NOW),
                    OVERLAP.endOverlap(NOW),
                    Finding.OVERLAP_REDUCED),
            Arguments.of("overlap shortened", OVERLAP, SHORTER_OVERLAP, SHORTER_OVERLAP, Finding.OVERLAP_REDUCED));

    @ParameterizedTest(name = "{0}")
    @FieldSource("SECRETS_SINCE")
    void secrets(
            String change,
            SecretDigests restored,
            SecretDigests newest,
            @Nullable SecretDigests withoutCopy,
            Finding whyWithoutCopy) {
        assertThat(COPYING.replay(token(SETTINGS, restored), stored(token(SETTINGS, newest))))
                .isEqualTo(Replayed.of(token(SETTINGS, newest), Finding.SECRETS_COPIED));

        Token expected = withoutCopy == null ? token(DISABLED, restored) : token(SETTINGS, withoutCopy);
        assertThat(COMPROMISED.replay(token(SETTINGS, restored), stored(token(SETTINGS, newest))))
                .isEqualTo(Replayed.of(expected, whyWithoutCopy));
    }

    static final List<Arguments> LEAKS_SINCE = List.of(
            Arguments.of("leaked", FIRST, false, FIRST, true, true, true),
            Arguments.of("leaked after a regeneration", FIRST, false, SECOND, true, true, true),
            Arguments.of("the same", FIRST, true, FIRST, true, true, true),
            Arguments.of("regenerated since", FIRST, true, SECOND, false, false, true));

    @ParameterizedTest(name = "{0}")
    @FieldSource("LEAKS_SINCE")
    void the_mark_of_a_leak_stays_with_its_secret(
            String change,
            SecretDigests restored,
            boolean restoredLeaked,
            SecretDigests newest,
            boolean newestLeaked,
            boolean expected,
            boolean expectedWithoutCopy) {
        Token before = leakedIf(restoredLeaked, token(SETTINGS, restored));
        StoredRecord since = stored(leakedIf(newestLeaked, token(SETTINGS, newest)));

        for (TokenReplay replay : List.of(COPYING, COMPROMISED)) {
            Replayed<Token> replayed = replay.replay(before, since);
            Token after = replayed.record().orElseThrow();
            assertThat(after.isLeaked()).isEqualTo(replay == COPYING ? expected : expectedWithoutCopy);
            assertThat(after.settings().enabled()).isFalse();
            assertThat(replayed.findings().contains(Finding.LEAKED)).isEqualTo(newestLeaked && !restoredLeaked);
            assertThat(replay.replay(after, since).record()).contains(after);
        }
    }

    private static Token leakedIf(boolean leaked, Token token) {
        return leaked ? token.revokedAsLeaked() : token;
    }

    @Test
    void a_deleted_token_is_deleted_or_disabled() {
        StoredRecord deleted = new StoredRecord.Deleted(ID.value());

        assertThat(COPYING.replay(token(SETTINGS, FIRST), deleted)).isEqualTo(Replayed.deleted());
        assertThat(new TokenReplay(new ReplayPolicy(true, true, false)).replay(token(SETTINGS, FIRST), deleted))
                .isEqualTo(Replayed.of(token(DISABLED, FIRST), Finding.DELETION_REVERSIBLE));
    }

    @Test
    void a_token_of_which_nothing_is_known_is_disabled() {
        assertThat(COPYING.replay(token(SETTINGS, FIRST), null))
                .isEqualTo(Replayed.of(token(DISABLED, FIRST), Finding.MISSING));
        assertThat(COPYING.replay(token(SETTINGS, FIRST), new StoredRecord.Unreadable(ID.value())))
                .isEqualTo(Replayed.of(token(DISABLED, FIRST), Finding.UNREADABLE));
    }

    @Test
    void a_token_with_another_owner_is_disabled() {
        Token other = new Token(ID, new TokenOrigin("bert", "anna", null, false, NOW), SETTINGS, FIRST, null, 1);

        assertThat(COPYING.replay(token(SETTINGS, FIRST), stored(other)))
                .isEqualTo(Replayed.of(token(DISABLED, FIRST), Finding.ORIGIN_DIFFERS));
    }

    @Test
    void a_token_that_leaked_and_has_another_owner_keeps_the_mark() {
        Token leaked = new Token(ID, new TokenOrigin("bert", "anna", null, false, NOW), SETTINGS, FIRST, null, 1)
                .revokedAsLeaked();

        Replayed<Token> replayed = COPYING.replay(token(SETTINGS, FIRST), stored(leaked));

        assertThat(replayed)
                .isEqualTo(Replayed.of(
                        token(SETTINGS, FIRST).revokedAsLeaked(), Set.of(Finding.ORIGIN_DIFFERS, Finding.LEAKED)));
        assertThat(COPYING.replay(replayed.record().orElseThrow(), stored(leaked))
                        .record())
                .isEqualTo(replayed.record());
    }

    private static Arguments row(
            String change, TokenSettings restored, TokenSettings newest, TokenSettings expected, Finding... why) {
        return Arguments.of(change, restored, newest, expected, Set.of(why));
    }

    private static TokenSettings modified(Scopes scopes) {
        return SETTINGS.withScopes(scopes).withModifiedAt(NOW);
    }

    private static TokenSettings from(IpBlock... blocks) {
        return SETTINGS.withAllowedIps(new AllowedIps(List.of(blocks))).withModifiedAt(NOW);
    }

    private static IpBlock block(String first, int prefixLength) {
        IpBlock address = IpBlock.ofAddress(first).orElseThrow();
        return new IpBlock(address.high(), address.low(), prefixLength);
    }

    private static TokenSettings expiring(int seconds) {
        return SETTINGS.withExpiresAt(NOW.plusSeconds(seconds)).withModifiedAt(NOW);
    }

    private static Token token(TokenSettings settings, SecretDigests secrets) {
        TokenOrigin origin = new TokenOrigin("anna", "anna", null, false, NOW);
        return new Token(ID, origin, settings, secrets.limitOverlap(settings.expiresAt()), null, 1);
    }

    private static StoredRecord stored(Token token) {
        return new StoredRecord.StoredToken(ID.value(), token);
    }

    private static SecretDigest digest(int value) {
        byte[] bytes = new byte[SecretDigest.BYTES];
        Arrays.fill(bytes, (byte) value);
        return new SecretDigest(1, bytes);
    }
}
