package dev.tokenry.administration;

import dev.tokenry.authorization.Leads;
import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.exchange.trust.IssuerFinder;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Contact;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.model.RecordId;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.User;
import dev.tokenry.store.ProjectFinder;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.UserStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Creates a user, or replaces everything about it except the name. */
public final class PutUser {

    /**
     * A put request.
     *
     * @param user supplies the requested user, or throws {@link ApiException.InvalidRequestException}. It is called
     *     only if the caller may change users.
     */
    public record Command(Supplier<UserDetails> user, Precondition precondition) {}

    private final UserStore users;
    private final TokenQueryStore tokens;
    private final TrustQueryStore trusts;
    private final RequestedIdentities identities;
    private final Leads leads;
    private final InstantSource clock;
    private final RandomGenerator random;

    public PutUser(
            UserStore users,
            ProjectFinder projects,
            TokenQueryStore tokens,
            TrustQueryStore trusts,
            IssuerFinder issuers,
            InstantSource clock,
            RandomGenerator random) {
        this.users = users;
        this.tokens = tokens;
        this.trusts = trusts;
        this.identities = new RequestedIdentities(issuers);
        this.leads = new Leads(projects);
        this.clock = clock;
        this.random = random;
    }

    /**
     * @throws ApiException.ForbiddenException if the caller may not change users, or not in this way
     * @throws ApiException.PreconditionFailedException if the user is not at the expected version
     * @throws ApiException.ConflictException if other requests keep changing the user, or an identity is one of another
     *     user
     */
    public PutResult<User> execute(TokenActor actor, Command command) {
        Principal principal = actor.principal();
        UserPermissions.requireMayWrite(principal);
        UserDetails details = command.user().get();
        ChangeStamp stamp = new ChangeStamp(Operation.PUT_USER, actor, clock.instant());
        PutResult<User> result = OptimisticUpdate.USER.run(
                () -> users.find(details.name()).map(leads::current),
                current -> replacement(details, current, principal),
                command.precondition(),
                (current, updated) -> PutResult.write(
                        current,
                        updated,
                        user -> users.insert(user, stamp),
                        (user, replacement) -> users.replace(user, replacement, stamp)));
        return result.map(user -> UserPermissions.visible(principal, user));
    }

    private User replacement(UserDetails details, Optional<User> current, Principal principal) {
        User updated = details.toUser(
                current,
                leads(details, current, principal),
                identities.find(
                        details.identities(), current.map(User::identities).orElse(List.of()), principal),
                isConfirmed(details, current, principal),
                RecordId.random(random),
                clock.instant());
        if (!updated.contact().equals(current.map(User::contact).orElse(Contact.NONE))) {
            UserPermissions.requireMayChangeContact(principal, updated.name());
        }
        if (!principal.managesAllTokens() && trusts.count(new TrustFilter.ByOwner(updated.name()), 1) > 0) {
            throw UserPermissions.trustsRequireAllTokens();
        }
        boolean asksTokens = current.isEmpty() || !principal.managesAllTokens();
        UserPermissions.requireMayReplace(
                principal,
                current,
                updated,
                asksTokens
                        ? HeldTokens.find(tokens, new TokenFilter.ByOwner(updated.name(), null))
                                .tokens()
                        : List.of(),
                details.adoptTokens());
        return updated;
    }

    /** A request that disables the user does not confirm it: while changes are frozen, it must change nothing else. */
    private static boolean isConfirmed(UserDetails details, Optional<User> current, Principal principal) {
        return current.filter(User::confirmed).isPresent() || (principal.managesAllTokens() && details.enabled());
    }

    /** Returns the requested projects, as they are now. Those that stay are not asked for. */
    private List<LedProject> leads(UserDetails details, Optional<User> current, Principal principal) {
        List<LedProject> stored = current.map(User::leads).orElse(List.of());
        Set<String> storedNames = stored.stream().map(LedProject::name).collect(Collectors.toSet());
        List<String> requested = details.leads();
        if (requested == null || storedNames.equals(Set.copyOf(requested))) {
            return stored;
        }
        UserPermissions.requireMayChangeLeads(principal);
        Map<String, Project> found = leads.find(Set.copyOf(requested));
        List<ConstraintViolation> unknown = IntStream.range(0, requested.size())
                .filter(i -> !found.containsKey(requested.get(i)) && !storedNames.contains(requested.get(i)))
                .mapToObj(i -> new ConstraintViolation(
                        "leads[" + i + "]",
                        ViolationReason.UNKNOWN_PROJECT,
                        "leads[" + i + "] is not a project: " + requested.get(i),
                        ParameterLocation.PAYLOAD_BODY))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ApiException.InvalidRequestException(unknown);
        }
        // What is stored and not found is damaged.
        return Stream.concat(
                        found.values().stream().map(LedProject::of),
                        stored.stream()
                                .filter(lead -> requested.contains(lead.name()) && !found.containsKey(lead.name())))
                .toList();
    }
}
