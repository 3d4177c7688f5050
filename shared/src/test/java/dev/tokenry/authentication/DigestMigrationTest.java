package dev.tokenry.authentication;

import static dev.tokenry.administration.TestDependencies.pepper;
import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.administration.TestDependencies;
import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.crypto.PepperRejectedException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.DigestStore;
import dev.tokenry.store.InMemoryTokenStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the migration with keys for the pepper versions 1 and 2, of which 2 is the current version. */
class DigestMigrationTest {

    private record Write(TokenId id, SecretGeneration generation, SecretDigest expected, SecretDigest updated) {}

    private final TestDependencies dependencies = new TestDependencies();
    private final InMemoryTokenStore tokens = new InMemoryTokenStore();
    private final List<Write> writes = new ArrayList<>();
    private RuntimeException fault;
    private Runnable beforeWriting = () -> {};

    private final DigestStore digests = (id, generation, expected, updated) -> {
        writes.add(new Write(id, generation, expected, updated));
        if (fault != null) {
            throw fault;
        }
        beforeWriting.run();
        return tokens.replaceDigest(id, generation, expected, updated);
    };
    private final DigestMigration migration =
            new DigestMigration(digests, dependencies.peppers, () -> dependencies.now);

    private final PresentedToken presented = dependencies.format.mint();
    private final PresentedToken previousPresented =
            new PresentedToken(presented.id(), dependencies.format.mint().secret());

    @Test
    void digest_of_the_current_pepper_needs_no_migration() {
        assertThat(migration.migrate(authenticated(insert(digest(2, presented)))))
                .isEqualTo(new MigrationResult.NotNeeded());

        assertThat(writes).isEmpty();
        assertThat(dependencies.derivations).isZero();
    }

    @Test
    void migration_replaces_only_the_digest() {
        Token token = insert(digest(1, presented));

        assertThat(migration.migrate(authenticated(token))).isEqualTo(new MigrationResult.Migrated());

        assertThat(tokens.find(token.id())).hasValue(token.withSecrets(SecretDigests.initial(digest(2, presented))));
    }

    @Test
    void digest_is_migrated_once() {
        Token token = insert(digest(1, presented));
        migration.migrate(authenticated(token));

        assertThat(migration.migrate(authenticated(reload(token)))).isEqualTo(new MigrationResult.NotNeeded());
        assertThat(writes).hasSize(1);
    }

    @Test
    void migration_to_an_older_pepper_version_works() {
        Token token = insert(digest(3, presented));

        assertThat(migration.migrate(authenticated(token))).isEqualTo(new MigrationResult.Migrated());
        assertThat(reload(token).secrets().current()).isEqualTo(digest(2, presented));
    }

    @Test
    void only_the_digest_of_the_used_secret_is_migrated_during_an_overlap() {
        Token token = insertWithOverlap(digest(1, presented), digest(1, previousPresented));

        assertThat(migration.migrate(new Authenticated(
                        previousPresented,
                        token,
                        SecretGeneration.PREVIOUS,
                        token.settings().scopes())))
                .isEqualTo(new MigrationResult.Migrated());
        assertThat(reload(token)).isEqualTo(withOverlap(token, digest(1, presented), digest(2, previousPresented)));

        assertThat(migration.migrate(authenticated(reload(token)))).isEqualTo(new MigrationResult.Migrated());
        assertThat(reload(token)).isEqualTo(withOverlap(token, digest(2, presented), digest(2, previousPresented)));
    }

    @Test
    void use_of_the_current_secret_does_not_migrate_the_previous_digest() {
        Token token = insertWithOverlap(digest(2, presented), digest(1, previousPresented));

        assertThat(migration.migrate(authenticated(token))).isEqualTo(new MigrationResult.NotNeeded());
        assertThat(writes).isEmpty();
    }

    @Test
    void migration_does_not_restore_a_regenerated_secret() {
        Token token = insert(digest(1, presented));
        SecretDigests regenerated = new SecretDigests(digest(2, previousPresented), null, dependencies.now);
        beforeWriting = () -> tokens.replace(token, token.withSecrets(regenerated), STAMP);

        assertThat(migration.migrate(authenticated(token))).isEqualTo(new MigrationResult.NotNeeded());
        assertThat(reload(token).secrets()).isEqualTo(regenerated);
    }

    @Test
    void migration_does_not_restore_an_ended_overlap() {
        Token token = insertWithOverlap(digest(2, presented), digest(1, previousPresented));
        beforeWriting =
                () -> tokens.replace(token, token.withSecrets(token.secrets().withoutPrevious()), STAMP);

        assertThat(migration.migrate(new Authenticated(
                        previousPresented,
                        token,
                        SecretGeneration.PREVIOUS,
                        token.settings().scopes())))
                .isEqualTo(new MigrationResult.NotNeeded());
        assertThat(reload(token).secrets().previous()).isNull();
    }

    @Test
    void migration_does_not_restore_a_deleted_token() {
        Token token = insert(digest(1, presented));
        beforeWriting = () -> tokens.delete(token, STAMP);

        assertThat(migration.migrate(authenticated(token))).isEqualTo(new MigrationResult.NotNeeded());
        assertThat(tokens.find(token.id())).isEmpty();
    }

    @Test
    void migration_keeps_a_concurrent_disable() {
        Token token = insert(digest(1, presented));
        beforeWriting =
                () -> tokens.replace(token, token.withSettings(TestDependencies.disabled(token.settings())), STAMP);

        assertThat(migration.migrate(authenticated(token))).isEqualTo(new MigrationResult.Migrated());
        assertThat(reload(token).settings().enabled()).isFalse();
        assertThat(reload(token).version()).isEqualTo(token.version() + 1);
        assertThat(reload(token).secrets().current()).isEqualTo(digest(2, presented));
    }

    enum Fault {
        STORE_UNAVAILABLE(new ServiceUnavailableException("unavailable")),
        BROKEN(new IllegalStateException("a bug"));

        final RuntimeException exception;

        Fault(RuntimeException exception) {
            this.exception = exception;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void store_failure_is_returned_and_changes_nothing(Fault storeFault) {
        Token token = insert(digest(1, presented));
        fault = storeFault.exception;

        assertThat(migration.migrate(authenticated(token))).isEqualTo(new MigrationResult.Failed(storeFault.exception));
        assertThat(reload(token)).isEqualTo(token);

        fault = null;
        assertThat(migration.migrate(authenticated(token))).isEqualTo(new MigrationResult.Migrated());
    }

    @Test
    void pepper_failure_is_returned_and_causes_no_write() {
        Token token = insert(digest(1, presented));
        dependencies.pepperFault = new PepperRejectedException("disabled", null);

        assertThat(migration.migrate(authenticated(token))).isInstanceOf(MigrationResult.Failed.class);
        assertThat(writes).isEmpty();
    }

    @Test
    void failed_pepper_is_not_requested_again_for_a_minute() {
        Token token = insert(digest(1, presented));
        dependencies.pepperFault = new ServiceUnavailableException("unavailable");
        migration.migrate(authenticated(token));
        dependencies.pepperFault = null;
        int derivations = dependencies.derivations;

        dependencies.now = TestDependencies.NOW.plus(Duration.ofMinutes(1)).minusMillis(1);
        assertThat(migration.migrate(authenticated(token))).isEqualTo(new MigrationResult.Paused());
        assertThat(dependencies.derivations).isEqualTo(derivations);

        dependencies.now = TestDependencies.NOW.plus(Duration.ofMinutes(1));
        assertThat(migration.migrate(authenticated(token))).isEqualTo(new MigrationResult.Migrated());
    }

    @Test
    void clock_set_back_ends_the_backoff() {
        Token token = insert(digest(1, presented));
        dependencies.pepperFault = new ServiceUnavailableException("unavailable");
        migration.migrate(authenticated(token));
        dependencies.pepperFault = null;
        dependencies.now = TestDependencies.NOW.minus(Duration.ofDays(1));

        assertThat(migration.migrate(authenticated(token))).isEqualTo(new MigrationResult.Migrated());
    }

    @Test
    void other_failures_are_returned_and_not_thrown() {
        IllegalStateException clockFault = new IllegalStateException("no time");
        DigestMigration migrationWithoutClock = new DigestMigration(digests, dependencies.peppers, () -> {
            throw clockFault;
        });

        assertThat(migrationWithoutClock.migrate(authenticated(insert(digest(1, presented)))))
                .isEqualTo(new MigrationResult.Failed(clockFault));
    }

    private Token insert(SecretDigest digest) {
        Token token = Token.create(presented.id(), TestDependencies.origin(), TestDependencies.settings(), digest);
        tokens.insert(token, STAMP);
        return token;
    }

    private Token insertWithOverlap(SecretDigest current, SecretDigest previous) {
        Token token = withOverlap(
                Token.create(presented.id(), TestDependencies.origin(), TestDependencies.settings(), current),
                current,
                previous);
        tokens.insert(token, STAMP);
        return token;
    }

    private Token withOverlap(Token token, SecretDigest current, SecretDigest previous) {
        Duration remaining = Duration.ofHours(1);
        return token.withSecrets(new SecretDigests(
                current,
                new SecretDigests.PreviousDigest(previous, TestDependencies.NOW.plus(remaining)),
                TestDependencies.NOW));
    }

    private Authenticated authenticated(Token token) {
        return new Authenticated(
                presented, token, SecretGeneration.CURRENT, token.settings().scopes());
    }

    private Token reload(Token token) {
        return tokens.find(token.id()).orElseThrow();
    }

    private static SecretDigest digest(int version, PresentedToken token) {
        return pepper(version).digest(token.id(), token.secret());
    }
}
