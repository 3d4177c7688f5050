package dev.tokenry.store;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tokens in memory, for tests: keeps every promise of its interfaces, as their contracts prove. */
public final class InMemoryTokenStore implements TokenStore, TokenCatalogue, LastUses, Digests {

    /** Empty where the token is deleted. */
    private final Map<TokenId, Optional<Token>> kept = new HashMap<>();

    private final BooleanSupplier uniqueNames;

    public InMemoryTokenStore() {
        this(() -> false);
    }

    public InMemoryTokenStore(BooleanSupplier uniqueNames) {
        this.uniqueNames = uniqueNames;
    }

    @Override
    public synchronized Optional<Token> find(TokenId id) {
        return kept.getOrDefault(id, Optional.empty());
    }

    @Override
    public synchronized boolean insert(Token token) {
        if (kept.containsKey(token.id())) {
            return false;
        }
        requireFreeName(token);
        kept.put(token.id(), Optional.of(toTheMillisecond(token)));
        return true;
    }

    @Override
    public synchronized List<TokenRow> rows(TokenRange range, CreatedKey after, int limit) {
        return newestFirst(range)
                .map(TokenRow::of)
                .filter(row -> after == null || row.createdKey().compareTo(after) < 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Map<TokenId, Instant> lastUses(List<TokenId> ids) {
        return tokens(ids).stream()
                .filter(token -> token.lastUse() != null)
                .collect(Collectors.toMap(Token::id, token -> token.lastUse().at()));
    }

    @Override
    public synchronized List<Token> tokens(List<TokenId> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public synchronized int count(TokenRange range, int most) {
        return (int) newestFirst(range).limit(most).count();
    }

    @Override
    public synchronized Replacement replace(Token read, Token next) {
        return ifUnchanged(read, current -> {
            if (!next.settings().name().equals(current.settings().name())) {
                requireFreeName(current.withSettings(next.settings()));
            }
            Token replaced = new Token(
                    current.id(),
                    current.origin(),
                    next.settings(),
                    next.secrets(),
                    current.lastUse(),
                    current.version() + 1);
            kept.put(current.id(), Optional.of(toTheMillisecond(replaced)));
            return find(current.id()).orElseThrow();
        });
    }

    @Override
    public synchronized Replacement delete(Token read) {
        return ifUnchanged(read, current -> {
            kept.put(current.id(), Optional.empty());
            return current;
        });
    }

    @Override
    public synchronized boolean replaceLastUse(TokenId id, LastUse use, Duration interval) {
        Optional<Token> due = find(id).filter(token -> isDue(token.lastUse(), use, interval));
        due.map(token -> new Token(id, token.origin(), token.settings(), token.secrets(), use, token.version()))
                .ifPresent(token -> kept.put(id, Optional.of(toTheMillisecond(token))));
        return due.isPresent();
    }

    @Override
    public synchronized boolean replaceDigest(TokenId id, SecretGeneration secret, SecretDigest read, SecretDigest next) {
        Optional<Token> unchanged = find(id).filter(token -> read.equals(digest(token.secrets(), secret)));
        unchanged
                .map(token -> token.withSecrets(with(token.secrets(), secret, next)))
                .ifPresent(token -> kept.put(id, Optional.of(token)));
        return unchanged.isPresent();
    }

    private static SecretDigest digest(SecretDigests secrets, SecretGeneration which) {
        SecretDigests.PreviousDigest previous = secrets.previous();
        return switch (which) {
            case CURRENT -> secrets.current();
            case PREVIOUS -> previous == null ? null : previous.digest();
        };
    }

    private static SecretDigests with(SecretDigests secrets, SecretGeneration which, SecretDigest next) {
        SecretDigests.PreviousDigest previous = secrets.previous();
        return switch (which) {
            case CURRENT -> new SecretDigests(next, previous, secrets.regeneratedAt());
            case PREVIOUS ->
                new SecretDigests(secrets.current(), new SecretDigests.PreviousDigest(next, previous.validUntil()), secrets.regeneratedAt());
        };
    }

    private static boolean isDue(LastUse last, LastUse use, Duration interval) {
        return last == null || last.at().isBefore(toTheMillisecond(use.at().minus(interval)));
    }

    private void requireFreeName(Token named) {
        kept.values().stream()
                .flatMap(Optional::stream)
                .filter(other -> uniqueNames.getAsBoolean() && !other.id().equals(named.id()))
                .filter(other -> other.origin().owner().equals(named.origin().owner()))
                .filter(other -> other.settings().name().equals(named.settings().name()))
                .findAny()
                .ifPresent(other -> {
                    throw new ApiException.NameAlreadyExistsException(other.settings().name(), other.id());
                });
    }

    private Replacement ifUnchanged(Token read, UnaryOperator<Token> write) {
        Optional<Token> current = find(read.id());
        if (current.isEmpty()) {
            return new Replacement.Gone();
        }
        return current.get().version() == read.version()
                ? new Replacement.Done(write.apply(current.get()))
                : new Replacement.Outdated(current.get());
    }

    private Stream<Token> newestFirst(TokenRange range) {
        return kept.values().stream()
                .flatMap(Optional::stream)
                .filter(range::holds)
                .sorted((one, other) -> keyOf(other).compareTo(keyOf(one)));
    }

    private static CreatedKey keyOf(Token token) {
        return new CreatedKey(token.origin().createdAt(), token.id());
    }

    private static Token toTheMillisecond(Token token) {
        TokenOrigin origin = token.origin();
        TokenSettings settings = token.settings();
        SecretDigests secrets = token.secrets();
        SecretDigests.PreviousDigest previous = secrets.previous();
        LastUse lastUse = token.lastUse();
        return new Token(
                token.id(),
                new TokenOrigin(
                        origin.owner(),
                        origin.createdBy(),
                        origin.project(),
                        origin.personal(),
                        toTheMillisecond(origin.createdAt())),
                new TokenSettings(
                        settings.name(),
                        settings.description(),
                        settings.enabled(),
                        settings.scopes(),
                        toTheMillisecond(settings.expiresAt()),
                        toTheMillisecond(settings.modifiedAt())),
                new SecretDigests(
                        secrets.current(),
                        previous == null
                                ? null
                                : new SecretDigests.PreviousDigest(previous.digest(), toTheMillisecond(previous.validUntil())),
                        toTheMillisecond(secrets.regeneratedAt())),
                lastUse == null ? null : new LastUse(toTheMillisecond(lastUse.at()), lastUse.ipAddress()),
                token.version());
    }

    private static Instant toTheMillisecond(Instant time) {
        return time == null ? null : Instant.ofEpochMilli(time.toEpochMilli());
    }
}
