package dev.tokenry.store;

import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the own scopes of an environment. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if
 * the store is unavailable or a record is invalid.
 */
public interface ScopeFinder {

    /**
     * Returns the records of these scopes that exist, those of deleted scopes included, by {@link Scope#key()}: a
     * record may have a name in another case than the given one. The read is strongly consistent.
     */
    Map<String, OwnScope> findRecords(Collection<Scope> scopes);

    /**
     * Returns the own scopes that are not deleted, by name, without those whose record is damaged. A scope that was
     * declared a moment ago may be missing; the scopes themselves are current.
     *
     * @param onDamaged receives the key of each record that is damaged
     */
    List<OwnScope> list(Consumer<String> onDamaged);
}
