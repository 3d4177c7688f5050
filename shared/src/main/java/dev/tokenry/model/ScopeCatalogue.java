package dev.tokenry.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The catalogue of scopes, loaded from the resource {@code scopes.tsv} in this package. Its columns are name,
 * description and aliases.
 */
public final class ScopeCatalogue {

    /**
     * A scope of the catalogue.
     *
     * @param description the description for users
     * @param aliases other names that requests may use for the scope
     */
    public record Entry(Scope scope, String description, List<String> aliases) {}

    private final Map<String, Entry> byName = new LinkedHashMap<>();
    private final Map<String, Entry> byNameOrAlias = new LinkedHashMap<>();

    private ScopeCatalogue(Stream<String> lines) {
        lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(ScopeCatalogue::parseEntry)
                .forEach(this::add);
    }

    /** Returns the catalogue that is part of this package. It is loaded on first use. */
    public static ScopeCatalogue builtIn() {
        return BuiltIn.CATALOGUE;
    }

    private static ScopeCatalogue load() {
        return new ScopeCatalogue(
                Resources.readString(ScopeCatalogue.class, "scopes.tsv").lines());
    }

    /** Returns all scopes, in the order of the file. */
    public List<Entry> entries() {
        return List.copyOf(byName.values());
    }

    /** Finds a scope by its name or an alias. Case-sensitive. */
    public Optional<Scope> find(String nameOrAlias) {
        return Optional.ofNullable(byNameOrAlias.get(nameOrAlias)).map(Entry::scope);
    }

    /**
     * Returns the name of a scope with its description, for example {@code apiTokens.write (Write API tokens)}. For a
     * scope that is not in the catalogue, returns the name alone.
     */
    public String describe(Scope scope) {
        Entry entry = byName.get(scope.name());
        return entry == null ? scope.name() : scope.name() + " (" + entry.description() + ")";
    }

    private void add(Entry entry) {
        byName.put(entry.scope().name(), entry);
        Stream.concat(Stream.of(entry.scope().name()), entry.aliases().stream()).forEach(name -> {
            if (byNameOrAlias.put(name, entry) != null) {
                throw new IllegalStateException("scopes.tsv contains " + name + " twice");
            }
        });
    }

    private static Entry parseEntry(String line) {
        String[] columns = line.split("\t", -1);
        List<String> aliases = columns.length < 3 || columns[2].isBlank() ? List.of() : List.of(columns[2].split(","));
        return new Entry(new Scope(columns[0]), columns[1], aliases);
    }

    private static final class BuiltIn {
        static final ScopeCatalogue CATALOGUE = load();
    }
}
