package dev.tokenry.model;

/**
 * A project that a user leads. The id is that of the project's record, so that the user does not lead a project that is
 * created again under the name of a deleted one.
 */
public record LedProject(String name, String id) implements Comparable<LedProject> {

    public static LedProject of(Project project) {
        return new LedProject(project.name(), project.id());
    }

    /** Compares by name, then by id. */
    @Override
    public int compareTo(LedProject other) {
        int byName = name.compareTo(other.name);
        return byName == 0 ? id.compareTo(other.id) : byName;
    }
}
