package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.ScopeTemplate;

/**
 * Stores scope templates. Each write is atomic, and its result is correct even if a response of the database is lost;
 * if it cannot be determined, the write throws {@link dev.tokenry.error.OutcomeUnknownException}.
 */
public interface ScopeTemplateStore extends ScopeTemplateFinder {

    /** Inserts a template. Returns false, without a change, if a template of this name exists. */
    boolean insert(ScopeTemplate template, ChangeStamp stamp);

    /**
     * Replaces description and scopes if the version is still that of {@code current}; the version is increased by one.
     */
    WriteResult<ScopeTemplate> replace(ScopeTemplate current, ScopeTemplate updated, ChangeStamp stamp);

    /** Deletes a template if its version is still that of {@code current}; the name becomes available again. */
    WriteResult<ScopeTemplate> delete(ScopeTemplate current, ChangeStamp stamp);
}
