package dev.tokenry.store;

import dev.tokenry.model.TokenId;
import java.util.Optional;

/** The few facts that a stack keeps about itself, each written once. Throws {@link dev.tokenry.error.ServiceUnavailableException} when away. */
public interface StackStore {

    /** What a pepper of this version must answer to prove that it is the right one. */
    Optional<byte[]> findPepperCheck(int pepperVersion);

    /** Keeps the check value of a pepper; false, and nothing changed, when there is one already. */
    boolean insertPepperCheck(int pepperVersion, byte[] check);

    /** The administrator token that this bootstrap generation was spent on. */
    Optional<TokenId> findBootstrap(int generation);

    /** Spends a bootstrap generation on a token; false, and nothing changed, when it is spent. */
    boolean insertBootstrap(int generation, TokenId id);
}
