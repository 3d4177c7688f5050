package dev.tokenry.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A set of scopes that keeps the order in which they were given. An empty set allows nothing.
 *
 * @param values the scopes, without duplicates
 * @param aliases the aliases by which a request named some of them. They are stored and returned, and have no effect.
 */
public record Scopes(List<Scope> values, Map<Scope, String> aliases) {

    public static final Scopes NONE = new Scopes(List.of());

    public Scopes {
        values = List.copyOf(new LinkedHashSet<>(values));
        Map<Scope, String> known = new HashMap<>(aliases);
        known.keySet().retainAll(values);
        aliases = Map.copyOf(known);
    }

    public Scopes(List<Scope> values) {
        this(values, Map.of());
    }

    public static Scopes of(Scope... scopes) {
        return new Scopes(List.of(scopes));
    }

    /** Returns scopes with the name or alias by which a request names each, in the order of the map. */
    public static Scopes ofRequest(Map<Scope, String> requested) {
        Map<Scope, String> aliases = new HashMap<>(requested);
        aliases.entrySet().removeIf(name -> name.getValue().equals(name.getKey().name()));
        return new Scopes(List.copyOf(requested.keySet()), aliases);
    }

    /**
     * Parses the result of {@link #format()}.
     *
     * @throws IllegalArgumentException if a name is not a valid scope name
     */
    public static Scopes parse(String text) {
        return new Scopes(Stream.of(text.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(Scope::new)
                .toList());
    }

    public boolean contains(Scope scope) {
        return values.contains(scope);
    }

    public boolean containsAll(Collection<Scope> scopes) {
        return values.containsAll(scopes);
    }

    /** Returns whether both contain the same scopes, in any order and by any alias. */
    public boolean sameAs(Scopes other) {
        return Set.copyOf(values).equals(Set.copyOf(other.values));
    }

    /** Returns the scopes of both sets, those of this set first. */
    public Scopes union(Scopes others) {
        return new Scopes(Stream.concat(values.stream(), others.values.stream()).toList());
    }

    /** Returns the scopes of this set that the other set contains. */
    public Scopes intersect(Scopes others) {
        List<Scope> common = new ArrayList<>(values);
        common.retainAll(others.values);
        return new Scopes(common, aliases);
    }

    /** Returns the scopes of this set that the other set does not contain. */
    public Scopes minus(Scopes others) {
        return new Scopes(
                values.stream().filter(scope -> !others.contains(scope)).toList());
    }

    /** Returns the names of the scopes, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Scope scope : values) {
            names.add(scope.name());
        }
        return names;
    }

    /** Returns the names or aliases by which the scopes were requested, in order. */
    public List<String> requestedNames() {
        return values.stream()
                .map(scope -> aliases.getOrDefault(scope, scope.name()))
                .toList();
    }

    /** Returns the names of the scopes, separated by single spaces. */
    public String format() {
        return String.join(" ", names());
    }
}
