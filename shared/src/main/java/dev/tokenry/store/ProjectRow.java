package dev.tokenry.store;

import dev.tokenry.model.Project;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A project in a list.
 *
 * @param project empty if the record is damaged
 */
public record ProjectRow(IndexPosition position, Optional<Project> project) implements NameRow {

    public static ProjectRow of(Project project) {
        return new ProjectRow(new IndexPosition(project.name(), project.name()), Optional.of(project));
    }

    public String name() {
        return position.key();
    }

    @Override
    public boolean isDamaged() {
        return project.isEmpty();
    }

    @Override
    public List<String> searchTexts() {
        return Stream.of(Optional.of(name()), project.map(Project::displayName))
                .flatMap(Optional::stream)
                .toList();
    }
}
