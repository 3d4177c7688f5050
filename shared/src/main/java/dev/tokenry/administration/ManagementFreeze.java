package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Project;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.User;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InsertResult;
import dev.tokenry.store.ProjectStore;
import dev.tokenry.store.ReplaceResult;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.ScopeStore;
import dev.tokenry.store.ScopeTemplateStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Stops the writes of use cases while an administrator restores data. Writes that only take access away, that is,
 * deleting and disabling, go on: a leaked token must not wait for the end of a restore. Every other write throws
 * {@link ApiException.ManagementFrozenException}. Reads and repetitions that write nothing are not affected.
 */
public final class ManagementFreeze {

    private final BooleanSupplier frozen;

    /** @param frozen whether management is frozen; called only before a write that a freeze stops */
    public ManagementFreeze(BooleanSupplier frozen) {
        this.frozen = frozen;
    }

    public TokenStore applyTo(TokenStore store) {
        return new Tokens(store, this);
    }

    public UserStore applyTo(UserStore store) {
        return new Users(store, this);
    }

    public ProjectStore applyTo(ProjectStore store) {
        return new Projects(store, this);
    }

    public IdempotencyStore applyTo(IdempotencyStore store) {
        return new IdempotencyRecords(store, this);
    }

    public DeploymentStore applyTo(DeploymentStore store) {
        return new Deployments(store, this);
    }

    public ApiRulesStore applyTo(ApiRulesStore store) {
        return new Rules(store, this);
    }

    public ScopeStore applyTo(ScopeStore store) {
        return new OwnScopes(store, this);
    }

    public ScopeTemplateStore applyTo(ScopeTemplateStore store) {
        return new ScopeTemplates(store, this);
    }

    private void requireNotFrozen() {
        if (frozen.getAsBoolean()) {
            throw new ApiException.ManagementFrozenException();
        }
    }

    private record Tokens(TokenStore store, ManagementFreeze freeze) implements TokenStore {

        @Override
        public Optional<Token> find(TokenId id) {
            return store.find(id);
        }

        @Override
        public boolean insert(Token token) {
            freeze.requireNotFrozen();
            return store.insert(token);
        }

        @Override
        public WriteResult<Token> replace(Token current, Token updated) {
            if (!updated.equals(current.withSettings(current.settings().withEnabled(false)))) {
                freeze.requireNotFrozen();
            }
            return store.replace(current, updated);
        }

        @Override
        public WriteResult<Token> delete(Token current) {
            return store.delete(current);
        }

        @Override
        public boolean deleteDamaged(TokenId id) {
            return store.deleteDamaged(id);
        }
    }

    private record Users(UserStore store, ManagementFreeze freeze) implements UserStore {

        @Override
        public Optional<User> find(OwnerName name) {
            return store.find(name);
        }

        @Override
        public boolean insert(User user) {
            freeze.requireNotFrozen();
            return store.insert(user);
        }

        @Override
        public WriteResult<User> replace(User current, User updated) {
            if (!updated.equals(current.withEnabled(false))) {
                freeze.requireNotFrozen();
            }
            return store.replace(current, updated);
        }

        @Override
        public WriteResult<User> delete(User current) {
            return store.delete(current);
        }

        @Override
        public boolean deleteDamaged(OwnerName name) {
            return store.deleteDamaged(name);
        }
    }

    private record Projects(ProjectStore store, ManagementFreeze freeze) implements ProjectStore {

        @Override
        public Optional<Project> find(String name) {
            return store.find(name);
        }

        @Override
        public Map<String, Project> findAll(Set<String> names, Consumer<String> onDamaged) {
            return store.findAll(names, onDamaged);
        }

        @Override
        public boolean insert(Project project, boolean reusesName) {
            freeze.requireNotFrozen();
            return store.insert(project, reusesName);
        }

        @Override
        public WriteResult<Project> replace(Project current, Project updated) {
            freeze.requireNotFrozen();
            return store.replace(current, updated);
        }

        @Override
        public WriteResult<Project> delete(Project current) {
            return store.delete(current);
        }

        @Override
        public boolean deleteDamaged(String name) {
            return store.deleteDamaged(name);
        }
    }

    private record IdempotencyRecords(IdempotencyStore store, ManagementFreeze freeze) implements IdempotencyStore {

        @Override
        public Optional<IdempotencyRecord> find(String caller, IdempotencyKey key, Instant now) {
            return store.find(caller, key, now);
        }

        @Override
        public InsertResult insert(Token token, IdempotencyRecord record, Instant now) {
            freeze.requireNotFrozen();
            return store.insert(token, record, now);
        }

        @Override
        public ReplaceResult replace(Token current, Token updated, IdempotencyRecord record, Instant now) {
            freeze.requireNotFrozen();
            return store.replace(current, updated, record, now);
        }
    }

    /** A fact that is already stored is no write, so that bootstrap still reports the token of its generation. */
    private record Deployments(DeploymentStore store, ManagementFreeze freeze) implements DeploymentStore {

        @Override
        public Optional<byte[]> findPepperCheckValue(int pepperVersion) {
            return store.findPepperCheckValue(pepperVersion);
        }

        @Override
        public boolean insertPepperCheckValue(int pepperVersion, byte[] checkValue) {
            if (store.findPepperCheckValue(pepperVersion).isPresent()) {
                return false;
            }
            freeze.requireNotFrozen();
            return store.insertPepperCheckValue(pepperVersion, checkValue);
        }

        @Override
        public Optional<TokenId> findBootstrapToken(int generation) {
            return store.findBootstrapToken(generation);
        }

        @Override
        public boolean insertBootstrapToken(int generation, TokenId id) {
            if (store.findBootstrapToken(generation).isPresent()) {
                return false;
            }
            freeze.requireNotFrozen();
            return store.insertBootstrapToken(generation, id);
        }
    }

    private record OwnScopes(ScopeStore store, ManagementFreeze freeze) implements ScopeStore {

        @Override
        public Map<String, OwnScope> findRecords(Collection<Scope> scopes) {
            return store.findRecords(scopes);
        }

        @Override
        public List<OwnScope> list(Consumer<String> onDamaged) {
            return store.list(onDamaged);
        }

        @Override
        public boolean save(ScopeChange change) {
            if (!change.updated().deleted()) {
                freeze.requireNotFrozen();
            }
            return store.save(change);
        }
    }

    private record ScopeTemplates(ScopeTemplateStore store, ManagementFreeze freeze) implements ScopeTemplateStore {

        @Override
        public Optional<ScopeTemplate> find(String name) {
            return store.find(name);
        }

        @Override
        public List<ScopeTemplate> list(Consumer<String> onDamaged) {
            return store.list(onDamaged);
        }

        @Override
        public boolean insert(ScopeTemplate template) {
            freeze.requireNotFrozen();
            return store.insert(template);
        }

        @Override
        public WriteResult<ScopeTemplate> replace(ScopeTemplate current, ScopeTemplate updated) {
            freeze.requireNotFrozen();
            return store.replace(current, updated);
        }

        @Override
        public WriteResult<ScopeTemplate> delete(ScopeTemplate current) {
            return store.delete(current);
        }
    }

    /** An API without rules denies every request, so that deleting rules only takes access away. */
    private record Rules(ApiRulesStore store, ManagementFreeze freeze) implements ApiRulesStore {

        @Override
        public Optional<ApiRules> find(String apiId) {
            return store.find(apiId);
        }

        /** Putting the stored rules again is no write: CloudFormation does so when it rolls a stack back. */
        @Override
        public void replace(String apiId, ApiRules rules) {
            if (freeze.frozen.getAsBoolean() && store.find(apiId).equals(Optional.of(rules))) {
                return;
            }
            freeze.requireNotFrozen();
            store.replace(apiId, rules);
        }

        @Override
        public boolean change(
                String apiId, Optional<ApiRules> current, Optional<ApiRules> updated, List<ScopeChange> scopes) {
            if (updated.isPresent()) {
                freeze.requireNotFrozen();
            }
            return store.change(apiId, current, updated, scopes);
        }

        @Override
        public void delete(String apiId) {
            store.delete(apiId);
        }
    }
}
