package dev.tokenry.functions.resource;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.KnownScopes;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.text.Excerpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads names of scopes from a body. A result is null if the field is absent or invalid. */
public final class ScopeFieldParser {

    private static final int MAX_SCOPES = 100;

    /** The context of the authorizer, of which the scopes are a part, can have 4 KB. */
    private static final int MAX_LENGTH = 3_000;

    private static final int MAX_ECHO_LENGTH = 64;

    private final KnownScopes scopes;

    public ScopeFieldParser(KnownScopes scopes) {
        this.scopes = scopes;
    }

    /** Reads the scopes of a token, which has at least one, like a template. */
    public @Nullable Scopes tokenScopes(JsonBody body, Supplier<Scopes> held) {
        return scopes(
                body, 1, "must contain 1 to " + MAX_SCOPES + " scopes; to stop a token, set enabled to false", held);
    }

    /** Reads the scopes of a user. They may be empty: its personal tokens can then do nothing. */
    public @Nullable Scopes userScopes(JsonBody body, Supplier<Scopes> held) {
        return scopes(body, 0, "must contain at most " + MAX_SCOPES + " scopes", held);
    }

    /** Reads the scopes of a template. */
    public @Nullable Scopes templateScopes(JsonBody body, Supplier<Scopes> held) {
        return scopes(body, 1, "must contain 1 to " + MAX_SCOPES + " scopes", held);
    }

    /** Reads the name or alias of one scope. */
    public @Nullable Scope scope(JsonBody body, String field) {
        String name = body.string(field);
        if (name == null) {
            return null;
        }
        Optional<Scope> scope = scopes.catalogueOf(List.of(name)).find(name);
        if (scope.isEmpty()) {
            addUnknown(body, field, name);
        }
        return scope.orElse(null);
    }

    /**
     * @param held supplies the scopes that the record has already, which stay whether or not they can still be granted
     */
    private @Nullable Scopes scopes(JsonBody body, int min, String rule, Supplier<Scopes> held) {
        List<String> names = body.stringList("scopes");
        if (names == null) {
            return null;
        }
        if (names.size() < min || names.size() > MAX_SCOPES) {
            body.violations().add("scopes", ViolationReason.SCOPE_COUNT, rule);
            return null;
        }
        ScopeCatalogue catalogue = scopes.catalogueOf(names);
        Map<Scope, String> requested = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            grantable(body, "scopes[" + i + "]", name, catalogue, held)
                    .ifPresent(scope -> requested.putIfAbsent(scope, name));
        }
        Scopes result = Scopes.ofRequest(requested);
        if (result.format().length() > MAX_LENGTH) {
            body.violations()
                    .add(
                            "scopes",
                            ViolationReason.TOO_LONG,
                            "must contain at most " + MAX_LENGTH + " characters in total, with a space between names");
        }
        return result;
    }

    private Optional<Scope> grantable(
            JsonBody body, String path, String name, ScopeCatalogue catalogue, Supplier<Scopes> held) {
        Optional<ScopeCatalogue.Entry> entry = catalogue.findEntry(name);
        if (entry.filter(ScopeCatalogue.Entry::isGrantable).isPresent()) {
            return entry.map(ScopeCatalogue.Entry::scope);
        }
        // A scope that is held may be hidden now, and may be named by an alias.
        Optional<Scope> existing = ScopeCatalogue.builtIn()
                .find(name)
                .or(() -> Scope.parse(name))
                .filter(scope -> held.get().contains(scope));
        if (existing.isPresent()) {
            return existing;
        }
        entry.ifPresentOrElse(deprecated -> addDeprecated(body, path, deprecated), () -> addUnknown(body, path, name));
        return Optional.empty();
    }

    private static void addDeprecated(JsonBody body, String path, ScopeCatalogue.Entry entry) {
        body.violations()
                .add(
                        path,
                        ViolationReason.DEPRECATED_SCOPE,
                        "is a deprecated scope: " + entry.scope()
                                + (entry.replacedBy() == null ? "" : ". Use " + entry.replacedBy() + "."));
    }

    private void addUnknown(JsonBody body, String path, String name) {
        body.violations()
                .add(
                        path,
                        ViolationReason.UNKNOWN_SCOPE,
                        "is an unknown scope: " + Excerpt.of(name, MAX_ECHO_LENGTH)
                                + SimilarScope.hint(name, scopes.catalogue()));
    }
}
