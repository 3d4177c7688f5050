package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;

/**
 * Stores users. Each write is atomic, and its result is correct even if a response of the database is lost; if it
 * cannot be determined, the write throws {@link dev.tokenry.error.OutcomeUnknownException}. Every method throws
 * {@link dev.tokenry.error.ServiceUnavailableException} if the store is unavailable.
 */
public interface UserStore extends UserFinder {

    /**
     * Inserts a user, and links its identities. Returns false, without a change, if a user of this name exists.
     *
     * @throws dev.tokenry.error.ApiException.ConflictException if an identity is linked with another user, which has it
     */
    boolean insert(User user, ChangeStamp stamp);

    /**
     * Replaces everything but the name of a user if its version is still that of {@code current}; the version is
     * increased by one. Identities that it did not have are linked, and the links of those that it no longer has are
     * released.
     *
     * @throws dev.tokenry.error.ApiException.ConflictException if an identity is linked with another user, which has it
     */
    WriteResult<User> replace(User current, User updated, ChangeStamp stamp);

    /**
     * Deletes a user if its version is still that of {@code current}; the name and its identities become available
     * again. Of concurrent deletions one succeeds.
     *
     * @return on success the deleted user
     */
    WriteResult<User> delete(User current, ChangeStamp stamp);

    /**
     * Deletes a user whose record is damaged, whatever it contains; the name becomes available again. Links of its
     * identities stay, and no longer count.
     *
     * @return false, without a change, if there is no damaged record or another write comes first
     */
    boolean deleteDamaged(OwnerName name, ChangeStamp stamp);
}
