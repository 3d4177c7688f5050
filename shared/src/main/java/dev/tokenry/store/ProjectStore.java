package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Project;

/**
 * Stores projects. Each write is atomic, and its result is correct even if a response of the database is lost; if it
 * cannot be determined, the write throws {@link dev.tokenry.error.OutcomeUnknownException}.
 */
public interface ProjectStore extends ProjectFinder {

    /**
     * Inserts a project. Returns false, without a change, if a project of this name exists, or if one was deleted and
     * its name may not be used again.
     *
     * @param reusesName whether the name of a deleted project may be used again
     */
    boolean insert(Project project, boolean reusesName, ChangeStamp stamp);

    /**
     * Replaces the display name of a project if its version is still that of {@code current}; the version is increased
     * by one.
     */
    WriteResult<Project> replace(Project current, Project updated, ChangeStamp stamp);

    /**
     * Deletes a project if its version is still that of {@code current}. That there was a project of this name is never
     * forgotten.
     *
     * @return on success the deleted project
     */
    WriteResult<Project> delete(Project current, ChangeStamp stamp);

    /**
     * Deletes a project whose record is damaged, whatever it contains.
     *
     * @return false, without a change, if there is no damaged record or another write comes first
     */
    boolean deleteDamaged(String name, ChangeStamp stamp);
}
