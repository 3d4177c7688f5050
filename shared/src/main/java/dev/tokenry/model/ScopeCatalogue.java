package dev.tokenry.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The scopes that there are, from the data file {@code scopes.tsv} beside this class: name, description, aliases. */
public final class ScopeCatalogue {

    /** A scope with what it means to a person, and the other names it is known by in requests. */
    public record Entry(Scope scope, String description, List<String> aliases) {}

    private final Map<String, Entry> byName = new LinkedHashMap<>();
    private final Map<String, Entry> byNameOrAlias = new LinkedHashMap<>();

    private ScopeCatalogue(Stream<String> lines) {
        lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(ScopeCatalogue::parseEntry)
                .forEach(this::add);
    }

    /** The catalogue that is built in; read once, when it is first asked for. */
    public static ScopeCatalogue builtIn() {
        return BuiltIn.CATALOGUE;
    }

    private static ScopeCatalogue load() {
        return new ScopeCatalogue(Resources.readString(ScopeCatalogue.class, "scopes.tsv").lines());
    }

    /** All scopes, in the order of the file. */
    public List<Entry> entries() {
        return List.copyOf(byName.values());
    }

    /** The scope of this name or alias; empty when there is none. */
    public Optional<Scope> find(String nameOrAlias) {
        return Optional.ofNullable(byNameOrAlias.get(nameOrAlias)).map(Entry::scope);
    }

    /** The scope as people read it: {@code apiTokens.write (Write API tokens)}. */
    public String describe(Scope scope) {
        Entry entry = byName.get(scope.name());
        return entry == null ? scope.name() : scope.name() + " (" + entry.description() + ")";
    }

    private void add(Entry entry) {
        byName.put(entry.scope().name(), entry);
        Stream.concat(Stream.of(entry.scope().name()), entry.aliases().stream()).forEach(name -> {
            if (byNameOrAlias.put(name, entry) != null) {
                throw new IllegalStateException("scopes.tsv names " + name + " twice");
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
