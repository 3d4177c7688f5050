package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The token that a trust is requested to give: what its fields must be for jobs, and what for people. */
final class RequestedGrant {

    /** What a job must never do: a token that lives for minutes would leave behind what lives on. */
    private static final Set<String> NOT_FOR_JOBS =
            Set.of(Scope.WRITE_USERS.firstPart(), Scope.WRITE_TRUSTS.firstPart());

    private final TrustDetails details;
    private final List<ConstraintViolation> violations = new ArrayList<>();

    private RequestedGrant(TrustDetails details) {
        this.details = details;
    }

    /**
     * Returns the token for a job.
     *
     * @param project empty if the request names none, and there is no default
     * @param user the user record of the owner; empty if there is none
     * @throws ApiException.InvalidRequestException with a violation for each invalid field
     */
    static TrustGrant.ForJobs forJobs(
            TrustDetails details, Optional<String> project, OwnerName owner, Optional<User> user) {
        RequestedGrant requested = new RequestedGrant(details);
        requested.requireAbsent("maxCreatedDays", details.maxCreatedDays());
        Duration lifetime = requested.lifetime(
                TrustGrant.ForJobs.MIN_LIFETIME, TrustGrant.ForJobs.DEFAULT_LIFETIME, TrustGrant.ForJobs.MAX_LIFETIME);
        requested.requireScopesForJobs();
        if (project.isEmpty()) {
            requested.add("project", ViolationReason.REQUIRED, "is required");
        }
        requested.throwIfInvalid();
        return new TrustGrant.ForJobs(
                project.orElseThrow(),
                user.map(User::name).orElse(owner),
                user.map(User::id).orElse(null),
                details.scopes(),
                details.allowedIps(),
                lifetime);
    }

    /** @throws ApiException.InvalidRequestException with a violation for each invalid field */
    static TrustGrant.ForPeople forPeople(TrustDetails details) {
        RequestedGrant requested = new RequestedGrant(details);
        requested.requireAbsent("project", details.project());
        requested.requireAbsent("owner", details.owner());
        Duration lifetime = requested.lifetime(
                TrustGrant.ForPeople.MIN_LIFETIME,
                TrustGrant.ForPeople.DEFAULT_LIFETIME,
                TrustGrant.ForPeople.MAX_LIFETIME);
        requested.throwIfInvalid();
        return new TrustGrant.ForPeople(
                details.scopes(),
                details.allowedIps(),
                lifetime,
                Objects.requireNonNullElse(details.maxCreatedDays(), TrustGrant.ForPeople.DEFAULT_MAX_CREATED_DAYS));
    }

    private Duration lifetime(Duration min, Duration defaultLifetime, Duration max) {
        Duration lifetime = Objects.requireNonNullElse(details.lifetime(), defaultLifetime);
        if (lifetime.compareTo(min) < 0 || lifetime.compareTo(max) > 0) {
            add(
                    "lifetimeSeconds",
                    ViolationReason.OUT_OF_RANGE,
                    "must be from " + min.toSeconds() + " to " + max.toSeconds());
        }
        return lifetime;
    }

    private void requireScopesForJobs() {
        List<Scope> scopes = details.scopes().values();
        for (int i = 0; i < scopes.size(); i++) {
            Scope scope = scopes.get(i);
            if (scope.equals(Scope.MANAGE_ALL_TOKENS) || NOT_FOR_JOBS.contains(scope.firstPart())) {
                add(
                        "scopes[" + i + "]",
                        ViolationReason.SCOPE_NOT_FOR_JOBS,
                        "is a scope that a trust can give to people only: " + scope);
            }
        }
    }

    private void requireAbsent(String field, @Nullable Object value) {
        if (value != null) {
            add(field, ViolationReason.INCONSISTENT, "does not apply to a trust of an issuer of this kind");
        }
    }

    private void add(String field, ViolationReason reason, String rule) {
        violations.add(new ConstraintViolation(field, reason, field + " " + rule, ParameterLocation.PAYLOAD_BODY));
    }

    private void throwIfInvalid() {
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations);
        }
    }
}
