package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.administration.IssuedToken;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A token as the responses so far allow it to be. Every write of a token excludes writes that come late. */
final class ExpectedToken {

    private final TokenId id;
    private final PossibleValues<Boolean> existence = new PossibleValues<>(true);
    private final PossibleValues<Boolean> enabled = new PossibleValues<>(true);
    private final PossibleValues<String> name;
    // Returned secrets: the last one must be accepted, an earlier one may be, and those that a response ended may not.
    private final List<PresentedToken> returned = new ArrayList<>();
    private final List<PresentedToken> ended = new ArrayList<>();
    private boolean lastMayBeReplaced;
    private boolean mayHaveUnreturnedSecrets;

    ExpectedToken(IssuedToken issued) {
        id = issued.token().id();
        name = new PossibleValues<>(issued.token().settings().name());
        returned.add(issued.value());
    }

    TokenId id() {
        return id;
    }

    void rename(Outcome<?> outcome, String newName) {
        switch (outcome.kind()) {
            case SUCCEEDED -> {
                written();
                name.is(newName);
            }
            case UNKNOWN -> name.mayBecome(newName);
            case NOT_FOUND -> notFound();
            case FAILED -> {}
        }
    }

    void regenerate(Outcome<IssuedToken> outcome, Duration overlap) {
        switch (outcome.kind()) {
            case SUCCEEDED -> {
                written();
                if (overlap.isZero()) {
                    ended.addAll(returned);
                    returned.clear();
                    mayHaveUnreturnedSecrets = false;
                }
                returned.add(outcome.result().orElseThrow().value());
                lastMayBeReplaced = false;
            }
            case UNKNOWN -> {
                lastMayBeReplaced = true;
                mayHaveUnreturnedSecrets = true;
            }
            case NOT_FOUND -> notFound();
            case FAILED -> {}
        }
    }

    /** @param isChanged whether the version of the token has changed since before the call */
    void setEnabled(Outcome<?> outcome, boolean value, boolean isChanged) {
        switch (outcome.kind()) {
            case SUCCEEDED -> {
                enabled.isForNow(value);
                existence.isForNow(true);
                if (isChanged) {
                    excludeLateWrites();
                }
            }
            case UNKNOWN -> enabled.mayBecome(value);
            case NOT_FOUND -> notFound();
            case FAILED -> {}
        }
    }

    void delete(Outcome<?> outcome) {
        switch (outcome.kind()) {
            case SUCCEEDED -> existence.is(false);
            case UNKNOWN -> existence.mayBecome(false);
            case NOT_FOUND -> notFound();
            case FAILED -> {}
        }
    }

    private void notFound() {
        assertThat(existence.contains(false)).as("%s is not found", id).isTrue();
        existence.is(false);
    }

    private void written() {
        existence.is(true);
        excludeLateWrites();
    }

    private void excludeLateWrites() {
        existence.excludeLateWrites();
        enabled.excludeLateWrites();
        name.excludeLateWrites();
    }

    void check(Optional<Token> stored, Predicate<PresentedToken> isAccepted) {
        assertThat(existence.contains(stored.isPresent()))
                .as("%s exists: %s", id, existence)
                .isTrue();
        stored.ifPresent(token -> {
            assertThat(enabled.contains(token.settings().enabled()))
                    .as("%s is enabled: %s", id, enabled)
                    .isTrue();
            assertThat(name.contains(token.settings().name()))
                    .as("name of %s: %s", id, name)
                    .isTrue();
        });
        checkSecrets(stored, isAccepted);
    }

    private void checkSecrets(Optional<Token> stored, Predicate<PresentedToken> isAccepted) {
        List<PresentedToken> accepted = returned.stream().filter(isAccepted).toList();
        assertThat(ended).as("ended secrets of %s", id).noneMatch(isAccepted);
        if (existence.isOnly(false) || enabled.isOnly(false)) {
            assertThat(accepted).as("secrets of the stopped %s", id).isEmpty();
        } else if (existence.isOnly(true) && enabled.isOnly(true)) {
            if (!lastMayBeReplaced) {
                assertThat(accepted).as("last returned secret of %s", id).contains(returned.getLast());
            }
            if (!mayHaveUnreturnedSecrets) {
                assertThat(accepted).as("all live secrets of %s", id).hasSize(liveSecrets(stored.orElseThrow()));
            }
        }
        assertThat(accepted).as("at most two live secrets of %s", id).hasSizeLessThanOrEqualTo(2);
    }

    private static int liveSecrets(Token token) {
        return token.secrets().previousValidAt(Instant.now()).isPresent() ? 2 : 1;
    }
}
