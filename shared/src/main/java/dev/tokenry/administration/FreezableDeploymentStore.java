package dev.tokenry.administration;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.DeploymentStore;
import java.util.Optional;

/**
 * Stops the writes of facts about a deployment during a {@link ManagementFreeze}. A fact that is already stored is no
 * write, so that bootstrap still reports the token of its generation.
 */
record FreezableDeploymentStore(DeploymentStore store, ManagementFreeze freeze) implements DeploymentStore {

    @Override
    public Optional<byte[]> findPepperCheckValue(int pepperVersion) {
        return store.findPepperCheckValue(pepperVersion);
    }

    @Override
    public boolean insertPepperCheckValue(int pepperVersion, byte[] checkValue, ChangeStamp stamp) {
        if (store.findPepperCheckValue(pepperVersion).isPresent()) {
            return false;
        }
        freeze.requireNotFrozen();
        return store.insertPepperCheckValue(pepperVersion, checkValue, stamp);
    }

    @Override
    public Optional<TokenId> findBootstrapToken(int generation) {
        return store.findBootstrapToken(generation);
    }

    @Override
    public boolean insertBootstrapToken(int generation, TokenId id, ChangeStamp stamp) {
        if (store.findBootstrapToken(generation).isPresent()) {
            return false;
        }
        freeze.requireNotFrozen();
        return store.insertBootstrapToken(generation, id, stamp);
    }
}
