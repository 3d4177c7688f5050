package dev.tokenry.model;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A set of scopes in the order they were given. An empty one allows nothing. */
public record Scopes(List<Scope> values) {

    public static final Scopes NONE = new Scopes(List.of());

    public Scopes {
        values = values.stream().distinct().toList();
    }

    public static Scopes of(Scope... scopes) {
        return new Scopes(List.of(scopes));
    }

    /** Reads what {@link #format()} wrote. */
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

    public Scopes union(Scopes others) {
        return new Scopes(
                Stream.concat(values.stream(), others.values.stream()).toList());
    }

    /** Those that are among the others too. */
    public Scopes intersect(Scopes others) {
        return new Scopes(values.stream().filter(others::contains).toList());
    }

    /** Those that are not among the others. */
    public Scopes minus(Scopes others) {
        return new Scopes(values.stream().filter(scope -> !others.contains(scope)).toList());
    }

    public List<String> names() {
        return values.stream().map(Scope::name).toList();
    }

    /** The names, separated by one space. */
    public String format() {
        return values.stream().map(Scope::name).collect(Collectors.joining(" "));
    }
}
