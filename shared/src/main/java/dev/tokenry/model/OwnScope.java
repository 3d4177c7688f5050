package dev.tokenry.model;

import dev.tokenry.model.ScopeCatalogue.Entry;
import dev.tokenry.model.ScopeCatalogue.Source;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scope that an administrator or the stacks of APIs have declared. It is never forgotten: if the last declaration goes,
 * the scope is retired, and still belongs to the API that declared it last.
 *
 * @param description what the scope permits, for people
 * @param apis the ids of the APIs that declare the scope now
 * @param formerApi the API that declared a retired scope last; null if the scope is not retired
 * @param deprecated whether an administrator has deprecated the scope
 * @param replacedBy the scope to use instead; null if there is none
 * @param version increases with each change; published as the ETag
 */
public record OwnScope(
        Scope scope,
        String description,
        List<String> apis,
        @Nullable String formerApi,
        boolean deprecated,
        @Nullable Scope replacedBy,
        long version) {

    public static final int MAX_DESCRIPTION_LENGTH = 200;

    /** The number of own scopes that an environment can have, counted about. */
    public static final int MAX_COUNT = 1_000;

    public OwnScope {
        apis = List.copyOf(apis);
    }

    /** Creates a scope that no API declares. */
    public static OwnScope ofAdministrator(Scope scope, String description, Instant now) {
        return new OwnScope(scope, description, List.of(), null, false, null, initialVersion(now));
    }

    /**
     * Returns the first version of a new scope, the time in epoch milliseconds, which distinguishes it from the versions of
     * a deleted scope of the same name.
     */
    public static long initialVersion(Instant now) {
        return now.toEpochMilli();
    }

    /** Returns the API to which the scope belongs; null if it belongs to an administrator. */
    public @Nullable String api() {
        return apis.isEmpty() ? formerApi : apis.getFirst();
    }

    /** Returns whether all APIs have withdrawn their declarations. */
    public boolean isRetired() {
        return formerApi != null;
    }

    public boolean isDeclaredBy(String apiId) {
        return apis.contains(apiId);
    }

    /** Returns this scope, declared by one more API with this description. */
    public OwnScope declaredBy(String apiId, String newDescription) {
        List<String> declaring = isDeclaredBy(apiId)
                ? apis
                : Stream.concat(apis.stream(), Stream.of(apiId)).toList();
        return new OwnScope(scope, newDescription, declaring, null, deprecated, replacedBy, version);
    }

    /** Returns this scope without the declaration of an API. */
    public OwnScope withdrawnBy(String apiId) {
        List<String> remaining = apis.stream().filter(api -> !api.equals(apiId)).toList();
        return new OwnScope(
                scope, description, remaining, remaining.isEmpty() ? apiId : null, deprecated, replacedBy, version);
    }

    public OwnScope withVersion(long newVersion) {
        return new OwnScope(scope, description, apis, formerApi, deprecated, replacedBy, newVersion);
    }

    /** Returns the entry of the catalogue, in which a retired scope is deprecated. */
    public Entry entry() {
        return new Entry(scope, description, List.of(), Source.OWN, api(), deprecated || isRetired(), replacedBy);
    }
}
