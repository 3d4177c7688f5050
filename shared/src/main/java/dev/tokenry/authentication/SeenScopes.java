package dev.tokenry.authentication;

import dev.tokenry.model.Scope;
import dev.tokenry.model.TokenId;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/**
 * The scopes that an execution environment has seen in use today, up to a limit. It stands for a read of the record where
 * that does not contain the use of scopes. What it has forgotten causes a write that finds nothing to change.
 */
final class SeenScopes {

    static final int MAX_SIZE = 10_000;

    private record Seen(TokenId id, Scope scope) {}

    private final Set<Seen> seen = new HashSet<>();
    private LocalDate day = LocalDate.MIN;

    synchronized boolean contains(TokenId id, Scope scope, LocalDate today) {
        return day.equals(today) && seen.contains(new Seen(id, scope));
    }

    synchronized void add(TokenId id, Set<Scope> scopes, LocalDate today) {
        if (!day.equals(today) || seen.size() + scopes.size() > MAX_SIZE) {
            seen.clear();
            day = today;
        }
        scopes.forEach(scope -> seen.add(new Seen(id, scope)));
    }
}
