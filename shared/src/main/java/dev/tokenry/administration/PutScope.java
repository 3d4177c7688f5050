package dev.tokenry.administration;

import dev.tokenry.authorization.ScopePermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Scope;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.ScopeStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Declares a scope, or replaces everything about it except the name and the APIs that declare it. */
public final class PutScope {

    /**
     * A requested scope.
     *
     * @param scope a scope whose name the product does not have or reserve
     */
    public record Details(
            Scope scope,
            String description,
            boolean deprecated,
            @Nullable Scope replacedBy) {}

    /**
     * A put request.
     *
     * @param scope supplies the requested scope, or throws {@link ApiException.InvalidRequestException}. It is called
     *     only if the caller may change scopes.
     */
    public record Command(Supplier<Details> scope, Precondition precondition) {}

    static final OptimisticUpdate<Optional<OwnScope>> UPDATE = new OptimisticUpdate<>(
            5,
            ErrorReason.CONCURRENT_CHANGE,
            "The scope was modified concurrently. No changes were made; retry the request.",
            scope -> scope.filter(record -> !record.deleted())
                    .map(OwnScope::version)
                    .orElse(null));

    private final ScopeStore scopes;
    private final InstantSource clock;

    public PutScope(ScopeStore scopes, InstantSource clock) {
        this.scopes = scopes;
        this.clock = clock;
    }

    /**
     * @throws ApiException.ForbiddenException if the caller may not change scopes
     * @throws ApiException.InvalidRequestException if the name differs only in case from that of another scope
     * @throws ApiException.PreconditionFailedException if the scope is not at the expected version
     * @throws ApiException.ConflictException if an API declares the scope with another description, there are too many
     *     scopes, or other requests keep changing the scope
     */
    public PutResult<OwnScope> execute(TokenActor actor, Command command) {
        ScopePermissions.requireMayWrite(actor.principal());
        Details details = command.scope().get();
        ChangeStamp stamp = new ChangeStamp(Operation.PUT_SCOPE, actor, clock.instant());
        return UPDATE.run(
                () -> find(scopes, details.scope()),
                current -> replacement(details, current),
                command.precondition(),
                (current, updated) -> write(current, updated, stamp));
    }

    static Optional<OwnScope> find(ScopeStore scopes, Scope scope) {
        return Optional.ofNullable(scopes.findRecords(List.of(scope)).get(scope.key()));
    }

    private static OwnScope replacement(Details details, Optional<OwnScope> current) {
        Optional<OwnScope> known = current.filter(record -> !record.deleted());
        if (known.filter(record -> !record.scope().equals(details.scope())).isPresent()) {
            throw new ApiException.InvalidRequestException(
                    "name",
                    ViolationReason.RESERVED_NAME,
                    "name differs only in case from the scope " + known.get().scope() + ".");
        }
        OwnScope base = new OwnScope(details.scope(), details.description())
                .withVersion(current.map(OwnScope::version).orElse(OwnScope.FIRST_VERSION));
        OwnScope updated =
                known.orElse(base).withDetails(details.description(), details.deprecated(), details.replacedBy());
        if (!updated.apis().isEmpty()
                && !updated.description().equals(known.orElseThrow().description())) {
            throw new ApiException.ConflictException(
                    ErrorReason.SCOPE_OF_API,
                    "The scope belongs to " + updated.describeApis() + ", whose rules set its description.");
        }
        return updated;
    }

    private Optional<PutResult<OwnScope>> write(Optional<OwnScope> current, OwnScope updated, ChangeStamp stamp) {
        if (current.filter(updated::equals).isPresent()) {
            return Optional.of(new PutResult.Unchanged<>(updated));
        }
        boolean isNew = current.filter(record -> !record.deleted()).isEmpty();
        if (isNew) {
            requireBelowLimit(scopes.list(_ -> {}).size() + 1);
        }
        ScopeChange change = new ScopeChange(current, updated);
        if (!scopes.save(change, stamp)) {
            return Optional.empty();
        }
        OwnScope stored = change.stored();
        return Optional.of(isNew ? new PutResult.Created<>(stored) : new PutResult.Replaced<>(stored));
    }

    /** @param count the number of scopes after the change, in the index, which may miss changes of the last moments */
    static void requireBelowLimit(int count) {
        if (count > OwnScope.MAX_COUNT) {
            throw new ApiException.ConflictException(
                    ErrorReason.SCOPE_LIMIT,
                    "An environment can have at most " + OwnScope.MAX_COUNT
                            + " scopes of its own. Delete scopes that no token has.");
        }
    }
}
