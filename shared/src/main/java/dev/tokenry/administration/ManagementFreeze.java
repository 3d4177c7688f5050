package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.exchange.trust.IssuerStore;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.ExchangedTokenStore;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.ProjectStore;
import dev.tokenry.store.ScopeStore;
import dev.tokenry.store.ScopeTemplateStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserStore;
import java.util.function.BooleanSupplier;

/**
 * Stops the writes of use cases while an administrator restores data. Writes that only take access away, that is,
 * deleting, disabling and revoking, go on: a leaked token must not wait for the end of a restore. Every other write
 * throws {@link ApiException.ManagementFrozenException}. Reads and repetitions that write nothing are not affected.
 */
public final class ManagementFreeze {

    private final BooleanSupplier frozen;

    /** @param frozen whether management is frozen; called only before a write that a freeze stops */
    public ManagementFreeze(BooleanSupplier frozen) {
        this.frozen = frozen;
    }

    public TokenStore applyTo(TokenStore store) {
        return new FreezableTokenStore(store, this);
    }

    public UserStore applyTo(UserStore store) {
        return new FreezableUserStore(store, this);
    }

    public ProjectStore applyTo(ProjectStore store) {
        return new FreezableProjectStore(store, this);
    }

    public IdempotencyStore applyTo(IdempotencyStore store) {
        return new FreezableIdempotencyStore(store, this);
    }

    public DeploymentStore applyTo(DeploymentStore store) {
        return new FreezableDeploymentStore(store, this);
    }

    public ApiRulesStore applyTo(ApiRulesStore store) {
        return new FreezableApiRulesStore(store, this);
    }

    public ScopeStore applyTo(ScopeStore store) {
        return new FreezableScopeStore(store, this);
    }

    public ScopeTemplateStore applyTo(ScopeTemplateStore store) {
        return new FreezableScopeTemplateStore(store, this);
    }

    public IssuerStore applyTo(IssuerStore store) {
        return new FreezableIssuerStore(store, this);
    }

    public TrustStore applyTo(TrustStore store) {
        return new FreezableTrustStore(store, this);
    }

    public ExchangedTokenStore applyTo(ExchangedTokenStore store) {
        return new FreezableExchangedTokenStore(store, this);
    }

    boolean isFrozen() {
        return frozen.getAsBoolean();
    }

    /** @throws ApiException.ManagementFrozenException if management is frozen */
    void requireNotFrozen() {
        if (isFrozen()) {
            throw new ApiException.ManagementFrozenException();
        }
    }
}
