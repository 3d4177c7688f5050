package dev.tokenry.token;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A set of scopes in the order they were given. An empty one allows nothing. */
public record Scopes(List<Scope> inOrder) {

    public static final Scopes NONE = new Scopes(List.of());

    public Scopes {
        inOrder = inOrder.stream().distinct().toList();
    }

    public static Scopes of(Scope... scopes) {
        return new Scopes(List.of(scopes));
    }

    /** Reads what {@link #asText()} wrote. */
    public static Scopes fromText(String text) {
        return new Scopes(Stream.of(text.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(Scope::new)
                .toList());
    }

    public boolean has(Scope scope) {
        return inOrder.contains(scope);
    }

    public boolean hasAll(Collection<Scope> scopes) {
        return inOrder.containsAll(scopes);
    }

    public Scopes and(Scopes others) {
        return new Scopes(
                Stream.concat(inOrder.stream(), others.inOrder.stream()).toList());
    }

    /** Those that are among the others too. */
    public Scopes within(Scopes others) {
        return new Scopes(inOrder.stream().filter(others::has).toList());
    }

    /** Those that are not among the others. */
    public Scopes without(Scopes others) {
        return new Scopes(inOrder.stream().filter(scope -> !others.has(scope)).toList());
    }

    public boolean isEmpty() {
        return inOrder.isEmpty();
    }

    public List<String> names() {
        return inOrder.stream().map(Scope::name).toList();
    }

    /** The names, separated by one space. */
    public String asText() {
        return inOrder.stream().map(Scope::name).collect(Collectors.joining(" "));
    }
}
