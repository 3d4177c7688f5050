package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trust that a request creates or changes.
 *
 * @param current the stored trust; empty if it is new
 * @param newId the id of the trust if it is new
 */
record RequestedTrust(
        String name,
        TrustDetails details,
        Issuer issuer,
        Optional<Trust> current,
        Principal principal,
        String newId,
        Instant now) {

    boolean isForPeople() {
        return issuer.kind() == IssuerKind.PEOPLE;
    }

    /** Returns the requested owner; by default that of the stored trust, or the owner of the calling token. */
    OwnerName owner() {
        if (details.owner() != null) {
            return details.owner();
        }
        return currentForJobs().map(TrustGrant.ForJobs::owner).orElse(principal.owner());
    }

    private Optional<String> project() {
        return Optional.ofNullable(details.project())
                .or(() -> currentForJobs().map(TrustGrant.ForJobs::project))
                .or(() -> Optional.ofNullable(principal.project()));
    }

    private Optional<TrustGrant.ForJobs> currentForJobs() {
        return current.map(Trust::grant)
                .filter(TrustGrant.ForJobs.class::isInstance)
                .map(TrustGrant.ForJobs.class::cast);
    }

    /**
     * Requires that what never changes stays the same. A claim means what it does for one issuer, and the tokens that
     * were given are of one project.
     */
    void requireUnchanged() {
        if (current.isEmpty()) {
            return;
        }
        List<ConstraintViolation> violations = new ArrayList<>();
        if (!current.get().issuerName().equals(issuer.name())) {
            violations.add(violation(
                    "issuer", ViolationReason.READ_ONLY, "is read-only. Create another trust for another issuer"));
        } else if (!current.get().issuerId().equals(issuer.id())) {
            violations.add(violation(
                    "issuer",
                    ViolationReason.INCONSISTENT,
                    "was deleted and created again after this trust, which accepts nothing of the new one. Delete the"
                            + " trust and create it again"));
        }
        if (currentForJobs().isPresent() && !project().equals(currentForJobs().map(TrustGrant.ForJobs::project))) {
            violations.add(violation(
                    "project", ViolationReason.READ_ONLY, "is read-only. Create another trust for another project"));
        }
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations);
        }
    }

    private static ConstraintViolation violation(String field, ViolationReason reason, String rule) {
        return new ConstraintViolation(field, reason, field + " " + rule, ParameterLocation.PAYLOAD_BODY);
    }

    boolean changesConditions() {
        return current.filter(trust -> trust.conditions().equals(details.conditions()))
                .isEmpty();
    }

    /** Returns the trust for the owner's user record as it is now; empty if there is none. */
    Trust forUser(Optional<User> user) {
        return with(
                isForPeople()
                        ? RequestedGrant.forPeople(withStoredOrder())
                        : RequestedGrant.forJobs(withStoredOrder(), project(), owner(), user));
    }

    /** Returns the same trust for the user record for which the stored one was written, if its owner stays. */
    Trust forSameUser(Trust trust) {
        return trust.grant() instanceof TrustGrant.ForJobs jobs
                ? currentForJobs()
                        .filter(before -> before.owner().equals(jobs.owner()))
                        .map(before -> with(jobs.withUserId(before.userId())))
                        .orElse(trust)
                : trust;
    }

    /** Returns the details with the order and the aliases of the stored trust where these alone differ. */
    private TrustDetails withStoredOrder() {
        Scopes scopes = current.map(trust -> trust.grant().scopes())
                .filter(before -> before.sameAs(details.scopes())
                        && before.aliases().equals(details.scopes().aliases()))
                .orElse(details.scopes());
        AllowedIps allowedIps = current.map(trust -> trust.grant().allowedIps())
                .filter(before -> before.sameAs(details.allowedIps()))
                .orElse(details.allowedIps());
        return details.with(scopes, allowedIps);
    }

    private Trust with(TrustGrant grant) {
        Trust updated = new Trust(
                name,
                current.map(Trust::id).orElse(newId),
                issuer.name(),
                issuer.id(),
                details.conditions(),
                grant,
                details.description(),
                details.enabled(),
                details.expiresAt(),
                current.map(Trust::createdBy).orElse(principal.owner()),
                current.map(Trust::createdAt).orElse(now),
                current.map(Trust::modifiedAt).orElse(null),
                current.map(Trust::lastUsedAt).orElse(null),
                // The time distinguishes a new record from a deleted one of its name.
                current.map(Trust::version).orElseGet(now::toEpochMilli));
        // As of tokens, the date is not that of enabling and disabling.
        boolean isModified = current.filter(before -> !updated.equals(before.withEnabled(updated.enabled())))
                .isPresent();
        return isModified ? updated.withModifiedAt(now) : updated;
    }
}
