package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Project;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NameLister;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.ProjectRow;
import dev.tokenry.store.ProjectStore;
import dev.tokenry.store.WriteResult;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stores projects in DynamoDB, one item each, in the table of the tokens. A list takes the names from the index and the
 * projects from the table.
 */
public final class DynamoProjectStore implements ProjectStore, NameLister<ProjectRow> {

    private final DynamoTable table;
    private final NameIndex index;
    private final InstantSource clock;

    public DynamoProjectStore(DynamoTable table, InstantSource clock) {
        this.table = table;
        this.index = new NameIndex(
                table,
                ProjectItem.PROJECT_KIND,
                ProjectItem::positionFromItem,
                position -> ProjectItem.key(position.key()));
        this.clock = clock;
    }

    @Override
    public Optional<Project> find(String name) {
        return table.getItem(ProjectItem.key(name)).flatMap(item -> ProjectItem.fromItem(name, item));
    }

    @Override
    public Map<String, Project> findAll(Set<String> names, Consumer<String> onDamaged) {
        Map<String, Map<String, Attribute>> items =
                table.batchGet(names.stream().map(ProjectItem::key).toList(), null);
        Map<String, Project> projects = new HashMap<>();
        for (String name : names) {
            Optional.ofNullable(items.get(ProjectItem.key(name)))
                    .flatMap(item -> parse(name, item, onDamaged))
                    .ifPresent(project -> projects.put(name, project));
        }
        return projects;
    }

    private static Optional<Project> parse(String name, Map<String, Attribute> item, Consumer<String> onDamaged) {
        try {
            return ProjectItem.fromItem(name, item);
        } catch (CorruptRecordException e) {
            onDamaged.accept(name);
            return Optional.empty();
        }
    }

    @Override
    public NamePage<ProjectRow> listByName(@Nullable IndexPosition after, int limit) {
        return index.list(after, limit, this::findInOrder);
    }

    private List<ProjectRow> findInOrder(List<IndexPosition> positions) {
        Set<String> damaged = new HashSet<>();
        Map<String, Project> projects =
                findAll(positions.stream().map(IndexPosition::key).collect(Collectors.toSet()), damaged::add);
        return positions.stream()
                .filter(position -> projects.containsKey(position.key()) || damaged.contains(position.key()))
                .map(position -> new ProjectRow(position, Optional.ofNullable(projects.get(position.key()))))
                .toList();
    }

    @Override
    public boolean insert(Project project, boolean reusesName, ChangeStamp stamp) {
        String key = ProjectItem.key(project.name());
        NamedItems<Project> items = items(project.name());
        return reusesName
                ? items.insert(key, ProjectItem.fullItem(project), ProjectItem.recreated(project), stamp)
                : items.insertIfAbsent(key, ProjectItem.fullItem(project), stamp)
                        .applied();
    }

    @Override
    public WriteResult<Project> replace(Project current, Project updated, ChangeStamp stamp) {
        ItemBuilder update = ProjectItem.mutableAttributes(updated.withVersion(current.version() + 1));
        return items(current.name())
                .replace(ProjectItem.key(current.name()), update, ProjectItem.versionUnchanged(current), stamp);
    }

    @Override
    public WriteResult<Project> delete(Project current, ChangeStamp stamp) {
        return items(current.name())
                .delete(
                        current,
                        ProjectItem.key(current.name()),
                        ProjectItem.tombstone(current.name(), clock.instant()),
                        ProjectItem.versionUnchanged(current),
                        stamp);
    }

    @Override
    public boolean deleteDamaged(String name, ChangeStamp stamp) {
        return items(name).deleteDamaged(ProjectItem.key(name), ProjectItem.tombstone(name, clock.instant()), stamp);
    }

    private NamedItems<Project> items(String name) {
        return new NamedItems<>(table, item -> ProjectItem.fromItem(name, item));
    }
}
