package dev.tokenry.store;

import dev.tokenry.model.Project;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds projects by their names. The reads are strongly consistent. Every method throws
 * {@link dev.tokenry.error.ServiceUnavailableException} if the store is unavailable.
 */
public interface ProjectFinder {

    /**
     * Returns the current state of a project, or empty if there is none of this name.
     *
     * @throws dev.tokenry.error.CorruptRecordException if the record is damaged
     */
    Optional<Project> find(String name);

    /**
     * Returns the projects of these names that exist, by their names, without those whose record is damaged.
     *
     * @param onDamaged receives the names of the projects whose record is damaged
     */
    Map<String, Project> findAll(Set<String> names, Consumer<String> onDamaged);
}
