package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.exchange.VerifiedIdToken;
import dev.tokenry.exchange.trust.IdentityFinder;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SignIn;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the user who signs in: the one that is linked with the subject, or the one whose name a claim of the issuer
 * tells. Other claims never decide, such as a mail address, which many issuers let people change.
 */
final class SignInUsers {

    /**
     * A user who signs in.
     *
     * @param isLinked whether the subject is linked with the user already
     */
    record Match(User user, boolean isLinked) {}

    private final IdentityFinder identities;
    private final UserStore users;

    SignInUsers(IdentityFinder identities, UserStore users) {
        this.identities = identities;
        this.users = users;
    }

    Optional<Match> find(Issuer issuer, VerifiedIdToken idToken) {
        return identities
                .find(issuer, idToken.subject())
                .flatMap(link -> users.find(link.user()).filter(link::isOf))
                .map(user -> new Match(user, true))
                .or(() -> findClaimed(issuer, idToken).map(user -> new Match(user, false)));
    }

    /**
     * Returns the user whose name is the claim that the issuer's record names, exactly. One whom a caller without the
     * scope for all tokens has created is none: with users of their own, such callers would choose who signs in.
     */
    private Optional<User> findClaimed(Issuer issuer, VerifiedIdToken idToken) {
        return Optional.ofNullable(issuer.signIn())
                .map(SignIn::linkClaim)
                .flatMap(claim -> idToken.claims().findText(claim))
                .flatMap(name -> OwnerName.parse(name)
                        .flatMap(users::find)
                        .filter(user -> user.name().spelling().equals(name) && isLinkable(user, issuer)));
    }

    private static boolean isLinkable(User user, Issuer issuer) {
        return user.enabled()
                && user.confirmed()
                && withoutEarlier(user, issuer).size() < User.MAX_IDENTITIES
                && user.identities().stream()
                        .noneMatch(identity -> identity.issuerId().equals(issuer.id()));
    }

    /**
     * Returns the identities of a user that are not of an earlier issuer of the same name. Those count no more, and one
     * of the same subject would be a duplicate of the new one.
     */
    private static List<UserIdentity> withoutEarlier(User user, Issuer issuer) {
        return user.identities().stream()
                .filter(identity -> !identity.issuer().equals(issuer.name())
                        || identity.issuerId().equals(issuer.id()))
                .toList();
    }

    /**
     * Links the subject with a user that {@link #find} has returned.
     *
     * @return the user as it is now; empty, and nothing is changed, if the user or the link of the subject has changed
     */
    Optional<User> link(User user, Issuer issuer, VerifiedIdToken idToken, ChangeStamp stamp) {
        UserIdentity identity = new UserIdentity(issuer.name(), issuer.id(), idToken.subject());
        User linked = user.withIdentities(Stream.concat(withoutEarlier(user, issuer).stream(), Stream.of(identity))
                .toList());
        try {
            return users.replace(user, linked, stamp) instanceof WriteResult.Written<User>(var stored)
                    ? Optional.of(stored)
                    : Optional.empty();
        } catch (ApiException.ConflictException e) {
            // The subject is linked with another user.
            return Optional.empty();
        }
    }
}
