package dev.tokenry.administration;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Project;
import dev.tokenry.store.ProjectStore;
import dev.tokenry.store.WriteResult;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Stops the writes of projects during a {@link ManagementFreeze}, except deleting. */
record FreezableProjectStore(ProjectStore store, ManagementFreeze freeze) implements ProjectStore {

    @Override
    public Optional<Project> find(String name) {
        return store.find(name);
    }

    @Override
    public Map<String, Project> findAll(Set<String> names, Consumer<String> onDamaged) {
        return store.findAll(names, onDamaged);
    }

    @Override
    public boolean insert(Project project, boolean reusesName, ChangeStamp stamp) {
        freeze.requireNotFrozen();
        return store.insert(project, reusesName, stamp);
    }

    @Override
    public WriteResult<Project> replace(Project current, Project updated, ChangeStamp stamp) {
        freeze.requireNotFrozen();
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<Project> delete(Project current, ChangeStamp stamp) {
        return store.delete(current, stamp);
    }

    @Override
    public boolean deleteDamaged(String name, ChangeStamp stamp) {
        return store.deleteDamaged(name, stamp);
    }
}
