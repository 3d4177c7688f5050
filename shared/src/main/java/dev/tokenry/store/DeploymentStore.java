package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.TokenId;
import java.util.Optional;

/**
 * Stores facts about this deployment, each of which is written once. Every method throws
 * {@link dev.tokenry.error.ServiceUnavailableException} if the store is unavailable or a record is invalid.
 */
public interface DeploymentStore {

    /** Returns the check value that a derived pepper of this version must have, or empty if none is stored. */
    Optional<byte[]> findPepperCheckValue(int pepperVersion);

    /** Inserts the check value of a pepper. Returns false, without a change, if this version has one. */
    boolean insertPepperCheckValue(int pepperVersion, byte[] checkValue, ChangeStamp stamp);

    /** Returns the id of the administrator token created for a bootstrap generation, or empty if none was created. */
    Optional<TokenId> findBootstrapToken(int generation);

    /**
     * Records the token of a bootstrap generation. Returns false, without a change, if the generation already has one.
     */
    boolean insertBootstrapToken(int generation, TokenId id, ChangeStamp stamp);
}
