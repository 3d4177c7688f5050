package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Project;
import dev.tokenry.store.InMemoryProjectStore;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.LastUploadStore;
import dev.tokenry.store.NameLister;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.ProjectRow;
import dev.tokenry.store.ProjectStore;
import dev.tokenry.store.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** In-memory project store, which is unavailable together with the token store. */
public final class TestProjectStore implements ProjectStore, NameLister<ProjectRow>, LastUploadStore {

    private final TestTokenStore tokens;
    private final InMemoryProjectStore store = new InMemoryProjectStore();
    private final AtomicInteger created = new AtomicInteger();

    TestProjectStore(TestTokenStore tokens) {
        this.tokens = tokens;
    }

    /** Stores a project without a display name at version 1. */
    public Project put(String name) {
        store.find(name).ifPresent(record -> store.delete(record, STAMP));
        Project project = new Project(name, Integer.toHexString(created.incrementAndGet()), null, null, 1);
        store.insert(project, true, STAMP);
        return project;
    }

    /** Damages the record of a project. */
    public void damage(String name) {
        store.damage(name);
    }

    @Override
    public Optional<Project> find(String name) {
        tokens.requireReadable();
        return store.find(name);
    }

    @Override
    public Map<String, Project> findAll(Set<String> names, Consumer<String> onDamaged) {
        tokens.requireReadable();
        return store.findAll(names, onDamaged);
    }

    @Override
    public boolean insert(Project project, boolean reusesName, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.insert(project, reusesName, stamp);
    }

    @Override
    public WriteResult<Project> replace(Project current, Project updated, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<Project> delete(Project current, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.delete(current, stamp);
    }

    @Override
    public boolean deleteDamaged(String name, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.deleteDamaged(name, stamp);
    }

    @Override
    public NamePage<ProjectRow> listByName(IndexPosition after, int limit) {
        tokens.requireReadable();
        return store.listByName(after, limit);
    }

    @Override
    public boolean replaceLastUpload(String project, Instant at, Duration interval) {
        tokens.requireWritable();
        return store.replaceLastUpload(project, at, interval);
    }
}
