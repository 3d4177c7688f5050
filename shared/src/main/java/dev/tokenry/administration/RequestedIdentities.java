package dev.tokenry.administration;

import dev.tokenry.administration.UserDetails.Identity;
import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.trust.IssuerFinder;
import dev.tokenry.model.Principal;
import dev.tokenry.model.UserIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the identities that a request names, each with the issuer of its name as it is now. */
record RequestedIdentities(IssuerFinder issuers) {

    /**
     * Returns the requested identities. No issuer is read unless the request has some: its seal needs a pepper.
     *
     * @param requested null if they stay
     * @throws ApiException.ForbiddenException if they change, and the caller may not change them
     * @throws ApiException.InvalidRequestException if a new one names no issuer for people
     */
    List<UserIdentity> find(@Nullable List<Identity> requested, List<UserIdentity> stored, Principal principal) {
        if (requested == null) {
            return stored;
        }
        boolean isSame =
                Set.copyOf(requested).equals(stored.stream().map(Identity::of).collect(Collectors.toSet()));
        if (isSame) {
            return stored;
        }
        UserPermissions.requireMayChangeIdentities(principal);
        return resolve(requested, stored);
    }

    private List<UserIdentity> resolve(List<Identity> requested, List<UserIdentity> stored) {
        List<UserIdentity> found = new ArrayList<>();
        List<ConstraintViolation> unknown = new ArrayList<>();
        for (int i = 0; i < requested.size(); i++) {
            Optional<UserIdentity> identity = resolve(requested.get(i), stored);
            identity.ifPresent(found::add);
            if (identity.isEmpty()) {
                String path = "identities[" + i + "].issuer";
                unknown.add(new ConstraintViolation(
                        path,
                        ViolationReason.UNKNOWN_VALUE,
                        path + " is not an issuer for people: "
                                + requested.get(i).issuer(),
                        ParameterLocation.PAYLOAD_BODY));
            }
        }
        if (!unknown.isEmpty()) {
            throw new ApiException.InvalidRequestException(unknown);
        }
        return found;
    }

    /**
     * One that stays is as it was, and needs no issuer. Another issuer that has got the name since may call other
     * people the same, so that an identity of it is a new one: it takes a removal first.
     */
    private Optional<UserIdentity> resolve(Identity requested, List<UserIdentity> stored) {
        Optional<UserIdentity> unchanged = stored.stream()
                .filter(identity -> Identity.of(identity).equals(requested))
                .findFirst();
        return unchanged.or(() -> issuers.find(requested.issuer())
                .filter(issuer -> issuer.kind() == IssuerKind.PEOPLE)
                .map(issuer -> new UserIdentity(issuer.name(), issuer.id(), requested.subject())));
    }
}
