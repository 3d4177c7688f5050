package dev.tokenry.administration;

import dev.tokenry.exchange.KindRules;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustGrant;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A requested change of a trust.
 *
 * @param current the stored trust; empty if it is new
 */
record TrustUpdate(Optional<Trust> current, Trust updated) {

    /**
     * Returns whether the trust accepts more id tokens, accepts them for longer, or gives more for them. A change that
     * only restricts asks for no permission on what the trust still gives.
     */
    boolean strengthens() {
        return current.isEmpty() || strengthens(current.get());
    }

    private boolean strengthens(Trust before) {
        boolean enables = updated.enabled() && !before.enabled();
        // Each condition restricts, and one that is added accepts no more id tokens, unless it replaces a rule of the
        // kind.
        boolean replacesRules =
                KindRules.areReplacedBy(updated.conditions()) && !KindRules.areReplacedBy(before.conditions());
        boolean dropsConditions = !updated.conditions()
                .conditions()
                .containsAll(before.conditions().conditions());
        return enables
                || dropsConditions
                || replacesRules
                || isLater(updated.expiresAt(), before.expiresAt())
                || givesMore(updated.grant(), before.grant());
    }

    private static boolean givesMore(TrustGrant updated, TrustGrant before) {
        return !before.scopes().containsAll(updated.scopes().values())
                || !updated.allowedIps().isWithin(before.allowedIps())
                || updated.lifetime().compareTo(before.lifetime()) > 0
                || isForOthers(updated, before);
    }

    /** Returns whether another user gets the token, or people get more from theirs. */
    private static boolean isForOthers(TrustGrant updated, TrustGrant before) {
        return switch (updated) {
            case TrustGrant.ForJobs jobs ->
                !(before instanceof TrustGrant.ForJobs earlier)
                        || !jobs.project().equals(earlier.project())
                        || !jobs.owner().equals(earlier.owner())
                        || !Objects.equals(jobs.userId(), earlier.userId());
            case TrustGrant.ForPeople people ->
                !(before instanceof TrustGrant.ForPeople earlier) || people.maxCreatedDays() > earlier.maxCreatedDays();
        };
    }

    /** Returns whether the first time is later; null means never and is the latest. */
    private static boolean isLater(@Nullable Instant first, @Nullable Instant second) {
        return second != null && (first == null || first.isAfter(second));
    }
}
