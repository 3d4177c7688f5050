package dev.tokenry.model;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.ScopeCatalogue.Entry;
import dev.tokenry.model.ScopeCatalogue.Source;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scope that an administrator or the stacks of APIs have declared. It is never forgotten: if the last declaration
 * goes, the scope is retired, and belongs to the API that declared it last; if it is deleted, its record stays.
 *
 * @param description what the scope permits, for people
 * @param apis the ids of the APIs that declare the scope now
 * @param formerApi the API that declared a retired scope last; null if the scope is not retired
 * @param deprecated whether an administrator has deprecated the scope
 * @param replacedBy the scope to use instead; null if there is none
 * @param deleted whether the scope is unknown, and only its name is kept
 * @param version increases with each change; published as the ETag
 */
public record OwnScope(
        Scope scope,
        String description,
        List<String> apis,
        @Nullable String formerApi,
        boolean deprecated,
        @Nullable Scope replacedBy,
        boolean deleted,
        long version) {

    /** The number of own scopes that an environment can have. */
    public static final int MAX_COUNT = 1_000;

    public static final long FIRST_VERSION = 1;

    /** An own scope must not become a scope of Tokenry's own API in a later release. */
    private static final Set<String> RESERVED_FIRST_PARTS = Set.of(
            "apitokens",
            "users",
            "snapshots",
            "scopes",
            "scopetemplates",
            "projects",
            "audit",
            "trusts",
            "issuers",
            "tokenry");

    public OwnScope {
        apis = List.copyOf(apis);
    }

    /** Creates a scope that no API declares. */
    public OwnScope(Scope scope, String description) {
        this(scope, description, List.of(), null, false, null, false, FIRST_VERSION);
    }

    /**
     * Checks that a scope of this name can be declared next to the scopes of the product.
     *
     * @param product all scopes that are part of the product, the hidden ones included
     * @throws InvalidValueException if the name is reserved or not distinct
     */
    public static void checkName(Scope scope, ScopeCatalogue product) throws InvalidValueException {
        if (RESERVED_FIRST_PARTS.contains(scope.firstPart().toLowerCase(Locale.ROOT))) {
            throw new InvalidValueException(
                    ViolationReason.RESERVED_NAME,
                    "must not start with \"" + scope.firstPart() + "\", which is reserved");
        }
        if (product.containsIgnoringCase(scope.name())) {
            throw new InvalidValueException(
                    ViolationReason.RESERVED_NAME,
                    "must differ, in more than case, from names and aliases of other scopes");
        }
    }

    /** Returns the API to which the scope belongs; null if it belongs to an administrator. */
    public @Nullable String api() {
        return apis.isEmpty() ? formerApi : apis.getFirst();
    }

    /** Returns the APIs that declare the scope, for messages. */
    public String describeApis() {
        return (apis.size() == 1 ? "the API " : "the APIs ") + String.join(", ", apis);
    }

    /** Returns whether all APIs have withdrawn their declarations. */
    public boolean isRetired() {
        return formerApi != null;
    }

    /** Returns this scope, not retired and with these values, as an administrator sets them. */
    public OwnScope withDetails(String newDescription, boolean newDeprecated, @Nullable Scope newReplacedBy) {
        return new OwnScope(scope, newDescription, apis, null, newDeprecated, newReplacedBy, false, version);
    }

    /** Returns this scope, declared by one more API with this description. */
    public OwnScope declaredBy(String apiId, String newDescription) {
        List<String> declaring =
                Stream.concat(apis.stream(), Stream.of(apiId)).distinct().toList();
        return new OwnScope(scope, newDescription, declaring, null, deprecated, replacedBy, false, version);
    }

    /** Returns this scope without the declaration of an API; without the last one it is retired. */
    public OwnScope withdrawnBy(String apiId) {
        List<String> remaining = apis.stream().filter(api -> !api.equals(apiId)).toList();
        return new OwnScope(
                scope,
                description,
                remaining,
                remaining.isEmpty() ? apiId : null,
                deprecated,
                replacedBy,
                deleted,
                version);
    }

    /** Returns this scope as one whose name alone is kept. */
    public OwnScope asDeleted() {
        return new OwnScope(scope, description, List.of(), formerApi, deprecated, replacedBy, true, version);
    }

    public OwnScope withVersion(long newVersion) {
        return new OwnScope(scope, description, apis, formerApi, deprecated, replacedBy, deleted, newVersion);
    }

    /** Returns the entry of the catalogue, in which a retired scope is deprecated. */
    public Entry entry() {
        return new Entry(
                scope, description, List.of(), Source.OWN, api(), deprecated || isRetired(), replacedBy, version);
    }
}
