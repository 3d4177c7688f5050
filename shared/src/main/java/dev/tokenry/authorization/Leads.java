package dev.tokenry.authorization;

import dev.tokenry.model.LedProject;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.model.User;
import dev.tokenry.store.ProjectFinder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The projects that users lead. A user leads a project with one id, and not a later one of the same name. */
public final class Leads {

    private final ProjectFinder projects;

    public Leads(ProjectFinder projects) {
        this.projects = projects;
    }

    /** Returns the user without the leads of projects that are deleted, created again or damaged. */
    public User current(User user) {
        return current(List.of(user)).getFirst();
    }

    /** As {@link #current(User)}, for the users of a list, with one read. */
    public List<User> current(Collection<User> users) {
        Map<String, Project> found = find(users.stream()
                .flatMap(user -> user.leads().stream())
                .map(LedProject::name)
                .collect(Collectors.toSet()));
        return users.stream()
                .map(user -> user.withLeads(user.leads().stream()
                        .filter(lead -> Optional.ofNullable(found.get(lead.name()))
                                .map(LedProject::of)
                                .filter(lead::equals)
                                .isPresent())
                        .toList()))
                .toList();
    }

    /** Returns the projects of these names that exist. */
    public Map<String, Project> find(Set<String> names) {
        return names.isEmpty() ? Map.of() : projects.findAll(names, _ -> {});
    }

    /**
     * Returns the names of the projects that a principal leads: those of its user, if its token carries the id of this
     * user and is bound to no project.
     *
     * @param user the user record of the principal's owner; empty if there is none
     */
    Set<String> of(Principal principal, Optional<User> user) {
        return user.filter(record -> principal.project() == null && record.id().equals(principal.userId()))
                .filter(User::enabled)
                .map(this::current)
                .map(record -> record.leads().stream().map(LedProject::name).collect(Collectors.toSet()))
                .orElse(Set.of());
    }
}
