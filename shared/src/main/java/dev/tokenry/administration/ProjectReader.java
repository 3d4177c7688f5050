package dev.tokenry.administration;

import dev.tokenry.authorization.ProjectPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.model.ProjectTokenCounts;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NameLister;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.ProjectFinder;
import dev.tokenry.store.ProjectRow;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads projects for the principals that may see them. */
public final class ProjectReader {

    private final ProjectFinder projects;
    private final TokenVisibility visibility;
    private final NameLister<ProjectRow> all;
    private final TokenQueryStore tokens;
    private final ScopeCatalogue catalogue;
    private final InstantSource clock;

    public ProjectReader(
            ProjectFinder projects,
            TokenVisibility visibility,
            NameLister<ProjectRow> all,
            TokenQueryStore tokens,
            ScopeCatalogue catalogue,
            InstantSource clock) {
        this.projects = projects;
        this.visibility = visibility;
        this.all = all;
        this.tokens = tokens;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * Returns a project.
     *
     * @throws ApiException.ForbiddenException if the caller may not read projects
     * @throws ApiException.NotFoundException if the project does not exist or is not visible to the caller
     */
    public Project get(TokenActor actor, String name) {
        ProjectPermissions.requireMayRead(actor.principal(), catalogue);
        ProjectPermissions.requireVisible(visibility.withManagedTokens(actor.principal()), name);
        return projects.find(name).orElseThrow(ApiException.NotFoundException::new);
    }

    /** Returns the number of tokens that are bound to a project. */
    public ProjectTokenCounts countTokens(String name) {
        return HeldTokens.find(tokens, new TokenFilter.ByProject(name)).counts(clock.instant());
    }

    /**
     * Returns a search over the projects that the caller sees.
     *
     * @throws ApiException.ForbiddenException if the caller may not read projects
     */
    public NameSearch<ProjectRow> search(TokenActor actor) {
        ProjectPermissions.requireMayRead(actor.principal(), catalogue);
        Principal principal = visibility.withManagedTokens(actor.principal());
        return new NameSearch<>(
                principal.managesAllTokens() ? all : (after, limit) -> page(findAll(visible(principal)), after, limit));
    }

    private static Stream<String> visible(Principal principal) {
        return principal.project() == null
                ? principal.managedTokens().ledProjects().stream()
                : Stream.of(principal.project());
    }

    private List<ProjectRow> findAll(Stream<String> names) {
        List<String> sorted = names.sorted().toList();
        Set<String> damaged = new HashSet<>();
        Map<String, Project> found = projects.findAll(Set.copyOf(sorted), damaged::add);
        return sorted.stream()
                .filter(name -> found.containsKey(name) || damaged.contains(name))
                .map(name -> new ProjectRow(new IndexPosition(name, name), Optional.ofNullable(found.get(name))))
                .toList();
    }

    private static NamePage<ProjectRow> page(List<ProjectRow> rows, @Nullable IndexPosition after, int limit) {
        List<ProjectRow> rest = rows.stream()
                .filter(row -> after == null || row.position().compareTo(after) > 0)
                .toList();
        return rest.size() <= limit
                ? new NamePage<>(rest, null)
                : new NamePage<>(rest.subList(0, limit), rest.get(limit - 1).position());
    }
}
