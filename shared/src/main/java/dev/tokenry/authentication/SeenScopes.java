package dev.tokenry.authentication;

import dev.tokenry.model.Scope;
import dev.tokenry.model.TokenId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The scopes that an execution environment has seen in use today, up to a limit. It stands for a read of the record
 * where that does not contain the use of scopes. What it has forgotten causes a write that finds nothing to change.
 */
final class SeenScopes {

    static final int MAX_SIZE = 10_000;

    private record Seen(TokenId id, Scope scope) {}

    private final Set<Seen> seen = new HashSet<>();
    private LocalDate day = LocalDate.MIN;

    /** Returns those of the scopes that were not seen in use today. */
    synchronized List<Scope> unseen(TokenId id, List<Scope> scopes, LocalDate today) {
        List<Scope> unseen = new ArrayList<>();
        for (Scope scope : scopes) {
            if (!day.equals(today) || !seen.contains(new Seen(id, scope))) {
                unseen.add(scope);
            }
        }
        return unseen;
    }

    synchronized void add(TokenId id, Set<Scope> scopes, LocalDate today) {
        if (!day.equals(today) || seen.size() + scopes.size() > MAX_SIZE) {
            seen.clear();
            day = today;
        }
        for (Scope scope : scopes) {
            seen.add(new Seen(id, scope));
        }
    }
}
