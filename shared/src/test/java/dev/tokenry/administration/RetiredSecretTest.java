package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.pepper;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.RejectedUses;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretDigests.PreviousDigest;
import dev.tokenry.model.SecretDigests.RetiredDigest;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenFormat;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which secret is the retired one after a regeneration. */
class RetiredSecretTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant REGENERATED = NOW.minus(HOUR);
    private static final TokenFormat FORMAT = new TokenFormat("tk0c01", Set.of("tk0c01"), new SecureRandom());

    private final TestDependencies dependencies = new TestDependencies();
    private final PresentedToken first = dependencies.insert(UnaryOperator.identity());
    private final SecretDigest current = digest();
    private final SecretDigest previous = digest();
    private final SecretDigest retired = digest();

    /**
     * The secrets of a token before: c current, p previous during its overlap, e after it, r retired, x retired long
     * ago; u if c was used.
     */
    @ParameterizedTest
    @CsvSource({
        // before, overlap, retired, hours since it ended
        "c,    0, c, 0",
        "cu,   0, c, 0",
        "cu,   1, -, 0",
        "c,    1, -, 0",
        "cr,   0, r, 9",
        "cur,  0, c, 0",
        "cur,  1, r, 9",
        "cp,   0, p, 0",
        "cup,  0, c, 0",
        "cup,  1, p, 0",
        "cp,   1, c, 0",
        "cpr,  1, r, 9",
        "cpr,  0, p, 0",
        "ce,   0, p, 2",
        "ce,   1, p, 2",
        "cuer, 1, p, 2",
        "cuer, 0, c, 0",
        "cx,   0, c, 0",
        "cux,  1, -, 0",
    })
    void the_retired_secret_is_the_one_that_clients_most_probably_have(
            String before, int overlap, char expected, int hours) {
        Token token = dependencies.stored(first).withSecrets(secrets(before));
        dependencies.store.put(token);

        SecretDigests secrets = dependencies
                .regenerate(token, HOUR.multipliedBy(overlap))
                .token()
                .secrets();

        Instant at = NOW.minus(HOUR.multipliedBy(hours));
        assertThat(secrets.retired())
                .isEqualTo(
                        switch (expected) {
                            case 'c' -> new RetiredDigest(current, at);
                            case 'p' -> new RetiredDigest(previous, at);
                            case 'r' -> new RetiredDigest(retired, at);
                            default -> null;
                        });
    }

    private SecretDigests secrets(String before) {
        Instant usedAt = before.contains("u") ? REGENERATED.plusSeconds(1) : null;
        PreviousDigest stored = before.contains("p")
                ? new PreviousDigest(previous, NOW.plus(HOUR), REGENERATED, null)
                : before.contains("e")
                        ? new PreviousDigest(previous, NOW.minus(HOUR.multipliedBy(2)), REGENERATED, null)
                        : null;
        RetiredDigest old = before.contains("r")
                ? new RetiredDigest(retired, NOW.minus(HOUR.multipliedBy(9)))
                : before.contains("x") ? new RetiredDigest(retired, NOW.minus(SecretDigests.RETIREMENT)) : null;
        return new SecretDigests(current, stored, old, REGENERATED, usedAt);
    }

    @Test
    void a_regeneration_forgets_the_uses_of_the_secret_that_was_retired_before() {
        Token token =
                dependencies.stored(first).withRejectedUses(new RejectedUses(null, RetiredUse.next(null, NOW, null)));
        dependencies.store.put(token);

        assertThat(dependencies.regenerate(token, HOUR).token().rejectedUses()).isEqualTo(RejectedUses.NONE);
    }

    private SecretDigest digest() {
        PresentedToken other = FORMAT.mint(first.id());
        return pepper(2).digest(other.id(), other.secret());
    }
}
