package dev.tokenry.administration;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.authentication.Authenticator;
import dev.tokenry.authorization.CreationRule;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.FaultyTokenStore;
import dev.tokenry.store.FaultyUserFinder;
import dev.tokenry.store.InMemoryProjectStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Dependencies of use cases in memory, with a settable clock and injectable faults. They count their calls. */
public final class TestDependencies {

    public static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");

    private static final PepperKeys KEYS = PepperKeys.parse(
            "1=arn:aws:kms:eu-central-1:123456789012:key/one,2=arn:aws:kms:eu-central-1:123456789012:key/two", "2");

    public final TokenFormat format = new TokenFormat("tk0c01", Set.of("tk0c01"), new SecureRandom());
    public final FaultyTokenStore store = new FaultyTokenStore();
    public final FaultyUserFinder users = new FaultyUserFinder();
    public final InMemoryProjectStore projects = new InMemoryProjectStore();
    public final PepperCache peppers = new PepperCache(
            this::derive, KEYS, version -> Optional.of(pepper(version).checkValue()), () -> this.now);
    public final Authenticator authenticator =
            new Authenticator(format, CredentialFinder.of(store, users), peppers, () -> this.now);
    public final TokenIssuer issuer = new TokenIssuer(format, peppers, store, () -> this.now);

    public final TokenVisibility visibility = new TokenVisibility(users, projects);

    public final CreationRule creationRule =
            new CreationRule(Limits.NONE, store, store.queries(), (_, _) -> Optional.empty());

    public final ProjectRecords projectRecords = new ProjectRecords(projects, () -> this.now, new SecureRandom());

    public Instant now = NOW;
    public int derivations;

    @Nullable
    public RuntimeException pepperFault;

    /** Returns an actor: a token of the owner anna with these scopes. */
    public TokenActor actor(Scope... scopes) {
        return actor(new Principal(
                format.mint().id(),
                OwnerName.of("anna"),
                null,
                Scopes.of(scopes),
                false,
                SecretGeneration.CURRENT,
                null));
    }

    public static TokenActor actor(Principal principal) {
        return new TokenActor(principal, new RequestInfo("request-1", "192.0.2.1", "test"));
    }

    /** Returns an actor that uses the previous secret of a regenerated token. */
    public TokenActor actorWithPreviousSecret() {
        return actor(new Principal(
                format.mint().id(),
                OwnerName.of("anna"),
                null,
                Scopes.of(Scope.MANAGE_ALL_TOKENS, Scope.WRITE_TOKENS),
                false,
                SecretGeneration.PREVIOUS,
                null));
    }

    public IssuedToken regenerate(Token token, Duration overlap) {
        return issuer.regenerate(token, Regeneration.of(token, overlap), STAMP).orElseThrow();
    }

    /** Runs another write before the next write of the store. */
    public void beforeNextWrite(Runnable write) {
        store.beforeWrite = () -> {
            store.beforeWrite = () -> {};
            write.run();
        };
    }

    /** Returns the pepper of a version, whether or not a key is configured for it. */
    public static Pepper pepper(int version) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) version);
        return new Pepper(version, bytes);
    }

    public static TokenOrigin origin() {
        return new TokenOrigin("anna", "anna", null, false, NOW.minusSeconds(60));
    }

    public static TokenSettings settings(Scope... scopes) {
        return new TokenSettings("ci", null, true, Scopes.of(scopes), null, null);
    }

    public static TokenSettings expiringAt(Instant instant) {
        return new TokenSettings("ci", null, true, Scopes.of(Scope.READ_TOKENS), instant, null);
    }

    public static TokenSettings disabled(TokenSettings settings) {
        return new TokenSettings(
                settings.name(),
                settings.description(),
                false,
                settings.scopes(),
                settings.expiresAt(),
                settings.allowedIps(),
                settings.modifiedAt());
    }

    /** Stores a new token of the owner anna, with a digest of the current pepper, after applying an update to it. */
    public PresentedToken insert(UnaryOperator<Token> update) {
        PresentedToken presented = format.mint();
        store.put(update.apply(Token.create(
                presented.id(),
                origin(),
                settings(Scope.READ_TOKENS),
                pepper(2).digest(presented.id(), presented.secret()))));
        return presented;
    }

    public PresentedToken insert(TokenOrigin origin, TokenSettings settings) {
        return insert(token ->
                Token.create(token.id(), origin, settings, token.secrets().current()));
    }

    public Token stored(PresentedToken presented) {
        return store.get(presented.id());
    }

    private Pepper derive(int version) {
        derivations++;
        if (pepperFault != null) {
            throw pepperFault;
        }
        return pepper(version);
    }
}
