package dev.tokenry.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable catalogue of scopes. The scopes that are part of the product come from the resource {@code scopes.tsv}
 * in this package. Its columns are name, description, aliases, source, whether the scope is deprecated ({@code true} or
 * {@code false}), the name of the scope that replaces it, and whether the name was added when own scopes could be
 * declared already; the last four may be absent.
 */
public final class ScopeCatalogue {

    /** Where a scope comes from. */
    public enum Source {
        /** A scope that a rule of Tokenry's own API names. */
        BUILTIN,

        /** A scope of the vendor's API. */
        VENDOR,

        /** A scope that an administrator or the stack of an API has declared. */
        OWN;

        /** Returns the name in lower case, as responses and {@code scopes.tsv} contain it. */
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A scope of the catalogue.
     *
     * @param description the description for users
     * @param aliases other names that requests may use for the scope
     * @param api the id of the API to which the scope belongs; null if it belongs to none
     * @param deprecated whether no more tokens should receive the scope; tokens that have it keep it. Those of the
     *     vendor are accepted nevertheless, because its clients send them.
     * @param replacedBy the scope to use instead; null if there is none
     * @param version the version of an own scope; null for the others, which do not change
     */
    public record Entry(
            Scope scope,
            String description,
            List<String> aliases,
            Source source,
            @Nullable String api,
            boolean deprecated,
            @Nullable Scope replacedBy,
            @Nullable Long version) {

        public Entry {
            aliases = List.copyOf(aliases);
        }

        /**
         * Returns whether tokens may receive the scope. Of the vendor's, deprecated ones too: clients of the vendor's
         * API that request them must work.
         */
        public boolean isGrantable() {
            return source != Source.OWN || !deprecated;
        }

        /** Returns this entry with no scope to use instead. */
        public Entry withoutReplacement() {
            return new Entry(scope, description, aliases, source, api, deprecated, null, version);
        }
    }

    /** A catalogue without scopes, and so without aliases. */
    public static final ScopeCatalogue EMPTY = new ScopeCatalogue(List.of(), Set.of());

    private final Map<String, Entry> byName = new LinkedHashMap<>();
    private final Map<String, Entry> byNameOrAlias = new LinkedHashMap<>();

    /** The names of vendor scopes that own scopes may have had before. */
    private final Set<String> addedLater;

    private ScopeCatalogue(List<Entry> entries, Set<String> addedLater) {
        this.addedLater = addedLater;
        for (Entry entry : entries) {
            add(entry);
        }
    }

    /** Returns the catalogue that is part of this package. It is loaded on first use. */
    public static ScopeCatalogue builtIn() {
        return BuiltIn.CATALOGUE;
    }

    /** Parses the lines of {@code scopes.tsv}. */
    public static ScopeCatalogue parse(String text) {
        List<Entry> entries = new ArrayList<>();
        Set<String> addedLater = new HashSet<>();
        for (String line : text.split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                List<String> row = List.of(line.split("\t", -1));
                entries.add(parseEntry(row));
                if (column(row, 6).equals("true")) {
                    addedLater.add(row.getFirst());
                }
            }
        }
        return new ScopeCatalogue(entries, Set.copyOf(addedLater));
    }

    /**
     * Returns a catalogue that also contains these scopes, after the others. A scope of the vendor with such a name, in
     * any case, yields to them.
     */
    public ScopeCatalogue with(Collection<Entry> own) {
        Set<String> keys = own.stream().map(entry -> entry.scope().key()).collect(Collectors.toSet());
        return new ScopeCatalogue(
                Stream.concat(
                                byName.values().stream()
                                        .filter(entry -> entry.source() != Source.VENDOR
                                                || !keys.contains(entry.scope().key())),
                                own.stream())
                        .toList(),
                addedLater);
    }

    /** Returns a catalogue without the scopes of the vendor. */
    public ScopeCatalogue withoutVendor() {
        return new ScopeCatalogue(
                byName.values().stream()
                        .filter(entry -> entry.source() != Source.VENDOR)
                        .toList(),
                addedLater);
    }

    /** Returns all scopes: those of the file in its order, and then the others. */
    public List<Entry> entries() {
        return List.copyOf(byName.values());
    }

    /** Finds a scope by its name or an alias. Case-sensitive. */
    public Optional<Scope> find(String nameOrAlias) {
        Entry entry = byNameOrAlias.get(nameOrAlias);
        return entry == null ? Optional.empty() : Optional.of(entry.scope());
    }

    /** Returns whether a scope has this name or alias in any case. */
    public boolean containsIgnoringCase(String nameOrAlias) {
        return byNameOrAlias.keySet().stream().anyMatch(nameOrAlias::equalsIgnoreCase);
    }

    /** Returns whether an own scope can have this name, next to the scopes of this catalogue. */
    public boolean mayBeOwn(String name) {
        return addedLater.contains(name) || !byNameOrAlias.containsKey(name);
    }

    /** Finds the entry of a scope by its name or an alias. Case-sensitive. */
    public Optional<Entry> findEntry(String nameOrAlias) {
        return Optional.ofNullable(byNameOrAlias.get(nameOrAlias));
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
        add(entry.scope().name(), entry);
        for (String alias : entry.aliases()) {
            add(alias, entry);
        }
    }

    private void add(String nameOrAlias, Entry entry) {
        if (byNameOrAlias.put(nameOrAlias, entry) != null && entry.source() != Source.OWN) {
            throw new IllegalStateException("scopes.tsv contains " + nameOrAlias + " twice");
        }
    }

    private static Entry parseEntry(List<String> columns) {
        String aliases = column(columns, 2);
        String source = column(columns, 3);
        String replacedBy = column(columns, 5);
        return new Entry(
                new Scope(columns.get(0)),
                columns.get(1),
                aliases.isEmpty() ? List.of() : List.of(aliases.split(",")),
                source.isEmpty() ? Source.BUILTIN : Source.valueOf(source.toUpperCase(Locale.ROOT)),
                null,
                column(columns, 4).equals("true"),
                replacedBy.isEmpty() ? null : new Scope(replacedBy),
                null);
    }

    private static String column(List<String> columns, int index) {
        return index < columns.size() ? columns.get(index).strip() : "";
    }

    private static final class BuiltIn {
        static final ScopeCatalogue CATALOGUE = parse(Resources.readString(ScopeCatalogue.class, "scopes.tsv"));
    }
}
