package dev.tokenry.administration;

import dev.tokenry.authorization.ProjectPermissions;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.store.ProjectStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Creates the record of a project with the first token that is bound to it. It is a description of what the tokens say
 * already: if it cannot be written, the token is valid all the same, and the next token of the project tries again.
 */
public final class ProjectRecords {

    private final ProjectStore projects;
    private final InstantSource clock;
    private final RandomGenerator random;

    public ProjectRecords(ProjectStore projects, InstantSource clock, RandomGenerator random) {
        this.projects = projects;
        this.clock = clock;
        this.random = random;
    }

    /** Creates the record of the project of a token that the principal created, if there is none. */
    void createFor(Principal principal, String project, ChangeStamp stamp) {
        try {
            projects.insert(
                    Project.create(project, null, random, clock.instant()),
                    ProjectPermissions.mayReuseName(principal),
                    stamp);
        } catch (ServiceUnavailableException e) {
            // The next token of the project tries again.
        }
    }
}
