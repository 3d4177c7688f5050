package dev.tokenry.store;

import dev.tokenry.model.ScopeTemplate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds scope templates. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if the store is
 * unavailable.
 */
public interface ScopeTemplateFinder {

    /**
     * Returns the current state of a template; empty if there is none of this name. The read is strongly consistent.
     */
    Optional<ScopeTemplate> find(String name);

    /**
     * Returns all templates by name, without those whose record is damaged. One that was created a moment ago may be
     * missing.
     *
     * @param onDamaged receives the key of each record that is damaged
     */
    List<ScopeTemplate> list(Consumer<String> onDamaged);
}
