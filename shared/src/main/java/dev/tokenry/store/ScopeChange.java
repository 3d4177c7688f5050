package dev.tokenry.store;

import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import java.util.Optional;

/**
 * A change of an own scope.
 *
 * @param current the record before, also of a deleted scope; empty if there is none
 * @param updated the record afterwards
 */
public record ScopeChange(Optional<OwnScope> current, OwnScope updated) {

    public Scope scope() {
        return updated.scope();
    }

    /** Returns the record as it is stored: with the next version. */
    public OwnScope stored() {
        return updated.withVersion(current.map(record -> record.version() + 1).orElse(OwnScope.FIRST_VERSION));
    }
}
