package dev.tokenry.authorization;

import dev.tokenry.model.LedProject;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.model.User;
import dev.tokenry.store.ProjectFinder;
import java.util.Collection;
import java.util.HashSet;
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

    /**
     * Returns the user without the leads of projects that are deleted or created again. Those of damaged projects stay,
     * although a project that cannot be read has no lead: a change of the user must not lose them.
     */
    public User current(User user) {
        return current(List.of(user)).getFirst();
    }

    /** As {@link #current(User)}, for the users of a list, with one read. */
    public List<User> current(Collection<User> users) {
        Set<String> damaged = new HashSet<>();
        Set<String> names = users.stream()
                .flatMap(user -> user.leads().stream())
                .map(LedProject::name)
                .collect(Collectors.toSet());
        Map<String, Project> found = names.isEmpty() ? Map.of() : projects.findAll(names, damaged::add);
        return users.stream()
                .map(user -> user.withLeads(user.leads().stream()
                        .filter(lead -> damaged.contains(lead.name()) || isOf(lead, found))
                        .toList()))
                .toList();
    }

    private static boolean isOf(LedProject lead, Map<String, Project> projects) {
        Project project = projects.get(lead.name());
        return project != null && LedProject.of(project).equals(lead);
    }

    /** Returns the projects of these names that exist, without damaged ones. */
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
                .map(record -> namesOf(record.leads()))
                .orElse(Set.of());
    }

    private Set<String> namesOf(List<LedProject> leads) {
        Map<String, Project> found = find(leads.stream().map(LedProject::name).collect(Collectors.toSet()));
        return leads.stream()
                .filter(lead -> isOf(lead, found))
                .map(LedProject::name)
                .collect(Collectors.toSet());
    }
}
