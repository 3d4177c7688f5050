package dev.tokenry.store;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RejectedUses;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenLifecycle;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.text.CaseFolding;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stores tokens in memory, for tests; keeps the contracts of its interfaces. */
public final class InMemoryTokenStore
        implements TokenStore, TokenQueryStore, LastUseStore, RejectedUseStore, DigestStore {

    /** The value is empty for a deleted token. */
    private final Map<TokenId, Optional<Token>> tokens = new HashMap<>();

    /** The use of scopes that is not part of a token. */
    private final Map<TokenId, ScopeUse> scopeUses = new HashMap<>();

    private final BooleanSupplier uniqueNames;

    public InMemoryTokenStore() {
        this(() -> false);
    }

    public InMemoryTokenStore(BooleanSupplier uniqueNames) {
        this.uniqueNames = uniqueNames;
    }

    /** Stores a token unchanged, whatever is stored under its id; prepares a test. */
    public synchronized void put(Token token) {
        tokens.put(token.id(), Optional.of(truncateToMillis(token)));
    }

    /** Removes all tokens and all traces of deleted ones; prepares a test. */
    public synchronized void clear() {
        tokens.clear();
        scopeUses.clear();
    }

    /** Returns all tokens, in no particular order. */
    public synchronized List<Token> all() {
        return tokens.values().stream().flatMap(Optional::stream).toList();
    }

    @Override
    public synchronized Optional<Token> find(TokenId id) {
        return tokens.getOrDefault(id, Optional.empty());
    }

    @Override
    public synchronized boolean insert(Token token, ChangeStamp stamp) {
        if (tokens.containsKey(token.id())) {
            return false;
        }
        requireAvailableName(token);
        tokens.put(token.id(), Optional.of(truncateToMillis(token)));
        return true;
    }

    @Override
    public synchronized List<TokenSummary> listSummaries(TokenFilter filter, IndexPosition after, int limit) {
        return newestFirst(filter)
                .map(TokenSummary::of)
                .filter(row -> after == null || row.position().compareTo(after) < 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Map<TokenId, Instant> findLastUses(List<TokenId> ids) {
        return findAll(ids, _ -> {}).stream()
                .filter(token -> token.lastUse() != null)
                .collect(Collectors.toMap(Token::id, token -> token.lastUse().at()));
    }

    @Override
    public synchronized Map<TokenId, LastUse> findScopeUses(List<TokenSummary> summaries) {
        Map<TokenId, LastUse> uses = new HashMap<>();
        for (Token token : findAll(summaries.stream().map(TokenSummary::id).toList(), _ -> {})) {
            if (token.lastUse() != null) {
                uses.put(token.id(), new LastUse(token.lastUse().at(), null, findScopeUse(token)));
            }
        }
        return uses;
    }

    @Override
    public synchronized ScopeUse findScopeUse(Token token) {
        return ScopeUse.isKeptApart(token.settings().scopes())
                ? scopeUses.getOrDefault(token.id(), ScopeUse.UNKNOWN)
                : recordedUse(token);
    }

    @Override
    public synchronized List<Token> findAll(List<TokenId> ids, Consumer<TokenId> onDamaged) {
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public synchronized int count(TokenFilter filter, IndexPosition after, int limit) {
        return listSummaries(filter, after, limit).size();
    }

    @Override
    public synchronized WriteResult<Token> replace(Token expected, Token updated, ChangeStamp stamp) {
        Optional<Token> usedMeanwhile = find(expected.id())
                .filter(current -> updated.lifecycle().requiresDisuse(expected.lifecycle()))
                .filter(current -> !Objects.equals(usedAt(current), usedAt(expected)));
        if (usedMeanwhile.isPresent()) {
            return new WriteResult.VersionConflict<>(usedMeanwhile.get());
        }
        Optional<Token> used = find(expected.id())
                .filter(current -> updated.secrets().replacesUnused(expected.secrets()))
                .filter(current -> current.secrets().currentLastUsedAt() != null
                        || !current.secrets()
                                .current()
                                .equals(expected.secrets().current()));
        if (used.isPresent()) {
            return new WriteResult.VersionConflict<>(used.get());
        }
        return ifUnchanged(expected, current -> {
            if (!updated.settings().name().equals(current.settings().name())) {
                requireAvailableName(current.withSettings(updated.settings()));
            }
            Token replaced = new Token(
                    current.id(),
                    current.origin()
                            .withOwner(
                                    updated.origin().owner(), updated.origin().userId()),
                    updated.settings(),
                    withStoredUses(updated.secrets(), expected.secrets(), current.secrets()),
                    current.lastUse(),
                    updated.secrets().isRegenerated(expected.secrets())
                            ? current.rejectedUses().withoutRetired()
                            : current.rejectedUses(),
                    updated.lifecycle(),
                    current.version() + 1);
            tokens.put(current.id(), Optional.of(truncateToMillis(replaced)));
            return find(current.id()).orElseThrow();
        });
    }

    private static Instant usedAt(Token token) {
        return token.lastUse() == null ? null : token.lastUse().at();
    }

    @Override
    public synchronized WriteResult<Token> delete(Token expected, ChangeStamp stamp) {
        return ifUnchanged(expected, current -> {
            tokens.put(current.id(), Optional.empty());
            return current;
        });
    }

    @Override
    public synchronized boolean deleteDamaged(TokenId id, ChangeStamp stamp) {
        return tokens.replace(id, Optional.empty()) != null;
    }

    @Override
    public synchronized boolean replaceLastUse(
            Token read, SecretGeneration generation, LastUse lastUse, Duration interval) {
        Optional<Token> due = find(read.id())
                .filter(token -> Objects.equals(
                        token.secrets().regeneratedAt(),
                        truncateToMillis(read.secrets().regeneratedAt())))
                .filter(token -> isOlderThan(token.secrets().lastUsedAt(generation), lastUse, interval));
        due.map(token -> new Token(
                        token.id(),
                        token.origin(),
                        token.settings(),
                        withUse(token.secrets(), generation, lastUse.at()),
                        lastUse.withScopeUse(merged(token, lastUse.scopeUse())),
                        token.rejectedUses(),
                        token.lifecycle(),
                        token.version()))
                .ifPresent(token -> tokens.put(token.id(), Optional.of(truncateToMillis(token))));
        return due.isPresent();
    }

    @Override
    public synchronized boolean addScopeUse(Token read, ScopeUse use) {
        if (ScopeUse.isKeptApart(read.settings().scopes())) {
            ScopeUse stored = scopeUses.getOrDefault(read.id(), new ScopeUse(truncateToMillis(use.since()), Map.of()));
            boolean isLater = isLater(use, stored);
            scopeUses.put(read.id(), isLater ? plus(stored, use) : stored);
            return isLater;
        }
        Optional<Token> due = find(read.id()).filter(token -> isLater(use, recordedUse(token)));
        due.map(token -> new Token(
                        token.id(),
                        token.origin(),
                        token.settings(),
                        token.secrets(),
                        Objects.requireNonNull(token.lastUse()).withScopeUse(merged(token, use)),
                        token.rejectedUses(),
                        token.lifecycle(),
                        token.version()))
                .ifPresent(token -> tokens.put(token.id(), Optional.of(truncateToMillis(token))));
        return due.isPresent();
    }

    private static boolean isLater(ScopeUse use, ScopeUse stored) {
        return use.days().entrySet().stream().anyMatch(entry -> {
            LocalDate day = stored.days().get(entry.getKey());
            return day == null || day.isBefore(entry.getValue());
        });
    }

    private static ScopeUse recordedUse(Token token) {
        return token.lastUse() == null ? ScopeUse.UNKNOWN : token.lastUse().scopeUse();
    }

    /** Returns what a record contains after a use: nothing of scopes that the token no longer has. */
    private static ScopeUse merged(Token token, ScopeUse use) {
        ScopeUse stored = recordedUse(token);
        if (stored.since() == null || use.since() == null) {
            return use.since() == null ? stored : use;
        }
        Map<Scope, LocalDate> held = new HashMap<>(stored.days());
        held.keySet().retainAll(token.settings().scopes().values());
        return plus(new ScopeUse(stored.since(), held), use);
    }

    private static ScopeUse plus(ScopeUse stored, ScopeUse use) {
        Map<Scope, LocalDate> days = new HashMap<>(stored.days());
        days.putAll(use.days());
        return new ScopeUse(stored.since(), days);
    }

    private static SecretDigests withUse(SecretDigests secrets, SecretGeneration generation, Instant at) {
        SecretDigests.PreviousDigest previous = secrets.previous();
        return switch (generation) {
            case CURRENT ->
                new SecretDigests(secrets.current(), previous, secrets.retired(), secrets.regeneratedAt(), at);
            case PREVIOUS ->
                new SecretDigests(
                        secrets.current(),
                        previous == null
                                ? null
                                : new SecretDigests.PreviousDigest(
                                        previous.digest(), previous.validUntil(), at, previous.replacedBy()),
                        secrets.retired(),
                        secrets.regeneratedAt(),
                        secrets.currentLastUsedAt());
        };
    }

    /** Returns the digests of a replacement, with the stored uses of secrets that stay. */
    private static SecretDigests withStoredUses(SecretDigests updated, SecretDigests expected, SecretDigests stored) {
        SecretDigests.PreviousDigest previous = updated.previous();
        SecretDigests.PreviousDigest storedPrevious = stored.previous();
        return new SecretDigests(
                updated.current(),
                previous == null || storedPrevious == null || updated.hasOtherPrevious(expected)
                        ? previous
                        : new SecretDigests.PreviousDigest(
                                previous.digest(),
                                previous.validUntil(),
                                storedPrevious.lastUsedAt(),
                                previous.replacedBy()),
                updated.retired(),
                updated.regeneratedAt(),
                updated.isRegenerated(expected) ? updated.currentLastUsedAt() : stored.currentLastUsedAt());
    }

    @Override
    public synchronized boolean replaceRejectedUse(Token read, RejectedUse use, Duration interval) {
        Optional<Token> due = find(read.id()).filter(token -> {
            RejectedUse last = token.rejectedUses().last();
            return last == null || last.at().isBefore(use.at().minus(interval));
        });
        due.map(token -> token.withRejectedUses(
                        new RejectedUses(use, token.rejectedUses().retired())))
                .ifPresent(token -> tokens.put(token.id(), Optional.of(token)));
        return due.isPresent();
    }

    @Override
    public synchronized boolean replaceRetiredUse(Token read, RetiredUse use, Duration interval) {
        Optional<Token> due = find(read.id())
                .filter(token -> Objects.equals(
                        token.secrets().regeneratedAt(),
                        truncateToMillis(read.secrets().regeneratedAt())))
                .filter(token -> {
                    RetiredUse last = token.rejectedUses().retired();
                    return last == null || last.lastAt().isBefore(use.lastAt().minus(interval));
                });
        due.map(token -> token.withRejectedUses(new RejectedUses(use.asRejectedUse(), use)))
                .ifPresent(token -> tokens.put(token.id(), Optional.of(token)));
        return due.isPresent();
    }

    @Override
    public synchronized boolean replaceDigest(
            TokenId id, SecretGeneration generation, SecretDigest expected, SecretDigest updated) {
        Optional<Token> unchanged = find(id).filter(token -> expected.equals(digest(token.secrets(), generation)));
        unchanged
                .map(token -> token.withSecrets(with(token.secrets(), generation, updated)))
                .ifPresent(token -> tokens.put(id, Optional.of(token)));
        return unchanged.isPresent();
    }

    private static SecretDigest digest(SecretDigests secrets, SecretGeneration generation) {
        SecretDigests.PreviousDigest previous = secrets.previous();
        return switch (generation) {
            case CURRENT -> secrets.current();
            case PREVIOUS -> previous == null ? null : previous.digest();
        };
    }

    private static SecretDigests with(SecretDigests secrets, SecretGeneration generation, SecretDigest updated) {
        SecretDigests.PreviousDigest previous = secrets.previous();
        return switch (generation) {
            case CURRENT ->
                new SecretDigests(
                        updated, previous, secrets.retired(), secrets.regeneratedAt(), secrets.currentLastUsedAt());
            case PREVIOUS ->
                new SecretDigests(
                        secrets.current(),
                        new SecretDigests.PreviousDigest(
                                updated, previous.validUntil(), previous.lastUsedAt(), previous.replacedBy()),
                        secrets.retired(),
                        secrets.regeneratedAt(),
                        secrets.currentLastUsedAt());
        };
    }

    private static boolean isOlderThan(Instant last, LastUse newUse, Duration interval) {
        return last == null || last.isBefore(truncateToMillis(newUse.at().minus(interval)));
    }

    private void requireAvailableName(Token token) {
        if (!uniqueNames.getAsBoolean()) {
            return;
        }
        tokens.values().stream()
                .flatMap(Optional::stream)
                .filter(other -> !other.id().equals(token.id()))
                .filter(other -> other.origin().owner().equals(token.origin().owner()))
                .filter(other -> CaseFolding.fold(other.settings().name())
                        .equals(CaseFolding.fold(token.settings().name())))
                .findAny()
                .ifPresent(other -> {
                    throw new ApiException.NameAlreadyExistsException(
                            other.settings().name(), other.id().value());
                });
    }

    private WriteResult<Token> ifUnchanged(Token expected, UnaryOperator<Token> write) {
        Optional<Token> current = find(expected.id());
        if (current.isEmpty()) {
            return new WriteResult.NotFound<>();
        }
        return current.get().version() == expected.version()
                ? new WriteResult.Written<>(write.apply(current.get()))
                : new WriteResult.VersionConflict<>(current.get());
    }

    private Stream<Token> newestFirst(TokenFilter filter) {
        Map<String, Token> sorted = new TreeMap<>(Comparator.reverseOrder());
        tokens.values().stream()
                .flatMap(Optional::stream)
                .filter(filter::matches)
                .forEach(token -> sorted.put(sortKey(token), token));
        return sorted.values().stream();
    }

    private static String sortKey(Token token) {
        return new CreationSortKey(token.origin().createdAt(), token.id()).encode();
    }

    private static Token truncateToMillis(Token token) {
        TokenOrigin origin = token.origin();
        TokenSettings settings = token.settings();
        SecretDigests secrets = token.secrets();
        SecretDigests.PreviousDigest previous = secrets.previous();
        LastUse lastUse = token.lastUse();
        return new Token(
                token.id(),
                new TokenOrigin(
                        origin.owner(),
                        origin.userId(),
                        origin.createdBy(),
                        origin.project(),
                        origin.personal(),
                        origin.bootstrap(),
                        origin.exchange(),
                        truncateToMillis(origin.createdAt())),
                new TokenSettings(
                        settings.name(),
                        settings.description(),
                        settings.enabled(),
                        settings.scopes(),
                        truncateToMillis(settings.expiresAt()),
                        settings.allowedIps(),
                        truncateToMillis(settings.modifiedAt())),
                new SecretDigests(
                        secrets.current(),
                        previous == null
                                ? null
                                : new SecretDigests.PreviousDigest(
                                        previous.digest(),
                                        truncateToMillis(previous.validUntil()),
                                        truncateToMillis(previous.lastUsedAt()),
                                        previous.replacedBy()),
                        secrets.retired() == null
                                ? null
                                : new SecretDigests.RetiredDigest(
                                        secrets.retired().digest(),
                                        truncateToMillis(secrets.retired().retiredAt())),
                        truncateToMillis(secrets.regeneratedAt()),
                        truncateToMillis(secrets.currentLastUsedAt())),
                lastUse == null
                        ? null
                        : new LastUse(
                                truncateToMillis(lastUse.at()),
                                lastUse.ipAddress(),
                                new ScopeUse(
                                        truncateToMillis(lastUse.scopeUse().since()),
                                        lastUse.scopeUse().days())),
                token.rejectedUses(),
                new TokenLifecycle(
                        truncateToMillis(token.lifecycle().enabledAt()),
                        truncateToMillis(token.lifecycle().unusedMarkedAt()),
                        token.lifecycle().disabledReason()),
                token.version());
    }

    private static Instant truncateToMillis(Instant time) {
        return time == null ? null : Instant.ofEpochMilli(time.toEpochMilli());
    }
}
