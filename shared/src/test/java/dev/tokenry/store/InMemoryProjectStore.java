package dev.tokenry.store;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stores projects in memory, for tests; keeps the contracts of its interfaces. */
public final class InMemoryProjectStore implements ProjectStore, NameLister<ProjectRow>, LastUploadStore {

    private final TreeMap<String, Project> projects = new TreeMap<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> damaged = new HashSet<>();

    /** Thrown by inserts; null if the store is available. */
    public @Nullable RuntimeException fault;

    /** Damages the record of a project. */
    public synchronized void damage(String name) {
        damaged.add(name);
    }

    @Override
    public synchronized Optional<Project> find(String name) {
        if (damaged.contains(name)) {
            throw new CorruptRecordException("project#" + name, "projectId");
        }
        return Optional.ofNullable(projects.get(name));
    }

    @Override
    public synchronized Map<String, Project> findAll(Set<String> names, Consumer<String> onDamaged) {
        Map<String, Project> found = new HashMap<>(projects);
        found.keySet().retainAll(names);
        found.keySet().stream().filter(damaged::contains).forEach(onDamaged);
        found.keySet().removeAll(damaged);
        return found;
    }

    @Override
    public synchronized boolean insert(Project project, boolean reusesName, ChangeStamp stamp) {
        if (fault != null) {
            throw fault;
        }
        return (reusesName || !deleted.contains(project.name()))
                && projects.putIfAbsent(project.name(), project) == null;
    }

    @Override
    public synchronized WriteResult<Project> replace(Project expected, Project updated, ChangeStamp stamp) {
        Project current = projects.get(expected.name());
        if (current == null) {
            return new WriteResult.NotFound<>();
        }
        if (current.version() != expected.version()) {
            return new WriteResult.VersionConflict<>(current);
        }
        Project replaced = current.withDisplayName(updated.displayName()).withVersion(expected.version() + 1);
        projects.put(current.name(), replaced);
        return new WriteResult.Written<>(replaced);
    }

    @Override
    public synchronized WriteResult<Project> delete(Project expected, ChangeStamp stamp) {
        Project current = projects.get(expected.name());
        if (current == null) {
            return new WriteResult.NotFound<>();
        }
        if (current.version() != expected.version()) {
            return new WriteResult.VersionConflict<>(current);
        }
        projects.remove(expected.name());
        deleted.add(expected.name());
        return new WriteResult.Written<>(expected);
    }

    @Override
    public synchronized boolean deleteDamaged(String name, ChangeStamp stamp) {
        if (!damaged.remove(name)) {
            return false;
        }
        deleted.add(name);
        return projects.remove(name) != null;
    }

    @Override
    public synchronized NamePage<ProjectRow> listByName(IndexPosition after, int limit) {
        List<ProjectRow> rows = (after == null ? projects : projects.tailMap(after.key(), false))
                .values().stream().limit(limit + 1L).map(this::row).toList();
        return rows.size() <= limit
                ? new NamePage<>(rows, null)
                : new NamePage<>(rows.subList(0, limit), rows.get(limit - 1).position());
    }

    @Override
    public synchronized boolean replaceLastUpload(String project, Instant at, Duration interval) {
        Project current = projects.get(project);
        boolean isDue = current != null
                && (current.lastUploadAt() == null || current.lastUploadAt().isBefore(at.minus(interval)));
        if (isDue) {
            projects.put(project, current.withLastUploadAt(at));
        }
        return isDue;
    }

    private ProjectRow row(Project project) {
        ProjectRow row = ProjectRow.of(project);
        return damaged.contains(project.name()) ? new ProjectRow(row.position(), Optional.empty()) : row;
    }
}
