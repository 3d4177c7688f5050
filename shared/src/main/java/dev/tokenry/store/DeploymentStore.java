package dev.tokenry.store;

import dev.tokenry.model.TokenId;
import java.util.Optional;

/** The few facts that a stack keeps about itself, each written once. Throws {@link dev.tokenry.error.ServiceUnavailableException} when away. */
public interface DeploymentStore {

    /** What a pepper of this version must answer to prove that it is the right one. */
    Optional<byte[]> findPepperCheckValue(int pepperVersion);

    /** Keeps the check value of a pepper; false, and nothing changed, when there is one already. */
    boolean insertPepperCheckValue(int pepperVersion, byte[] checkValue);

    /** The administrator token that this bootstrap generation was spent on. */
    Optional<TokenId> findBootstrapToken(int generation);

    /** Spends a bootstrap generation on a token; false, and nothing changed, when it is spent. */
    boolean insertBootstrapToken(int generation, TokenId id);
}
