package dev.tokenry.authentication;

import dev.tokenry.model.IpAddresses;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.store.LastUseStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Records when, from which address and with which scopes tokens are used: about every five minutes per secret, and once
 * a day per scope. The first use of a secret is always recorded: a regeneration must know whether the secret is in use.
 * A failure is reported and does not affect the authorization decision.
 */
public final class LastUseRecorder {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final long MAX_JITTER_MILLIS =
            LastUse.PRECISION.minus(INTERVAL).toMillis();

    private final LastUseStore lastUses;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final SeenScopes seenScopes = new SeenScopes();

    public LastUseRecorder(LastUseStore lastUses, InstantSource clock, RandomGenerator random) {
        this.lastUses = lastUses;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Records a use of a secret and of scopes, unless their last recorded use is recent. Never throws.
     *
     * @param token the token as it was read for this request
     * @param generation the secret that was presented
     * @param address the source address of the request; recorded only if it is an IP address, null if unknown
     * @param scopes the scopes that let the request through
     * @param onFailure called with the exception if the use could not be recorded
     * @return whether anything was written
     */
    public boolean record(
            Token token,
            SecretGeneration generation,
            @Nullable String address,
            List<Scope> scopes,
            Consumer<RuntimeException> onFailure) {
        try {
            Instant now = clock.instant();
            return ScopeUse.isKeptApart(token.settings().scopes())
                    ? recordApart(token, generation, address, scopes, now)
                    : recordTogether(token, generation, address, scopes, now);
        } catch (RuntimeException e) {
            onFailure.accept(e);
            return false;
        }
    }

    /** The use of the scopes is part of the record, and of one write with the use of the secret if both are due. */
    private boolean recordTogether(
            Token token, SecretGeneration generation, @Nullable String address, List<Scope> scopes, Instant now) {
        LocalDate today = ScopeUse.dayOf(now);
        Map<Scope, LocalDate> days = recordedUse(token).days();
        ScopeUse due = use(token, now, notUsedOn(today, scopes, days));
        Instant lastUsedAt = token.secrets().lastUsedAt(generation);
        Duration interval = interval(lastUsedAt, now);
        if (isDue(lastUsedAt, now, interval)) {
            return lastUses.replaceLastUse(token, generation, lastUse(now, address, due), interval);
        }
        // A scope that was in use the day before waits for the next use of the secret to be recorded: otherwise all
        // tokens in use would cause a write at midnight.
        ScopeUse overdue = isStartOfDay(now) ? use(token, now, neverUsed(scopes, days)) : due;
        return !overdue.days().isEmpty() && lastUses.addScopeUse(token, overdue);
    }

    /** The use of the scopes is not part of the record: what is due is remembered. */
    private boolean recordApart(
            Token token, SecretGeneration generation, @Nullable String address, List<Scope> scopes, Instant now) {
        LocalDate today = ScopeUse.dayOf(now);
        Instant lastUsedAt = token.secrets().lastUsedAt(generation);
        Duration interval = interval(lastUsedAt, now);
        boolean recorded = isDue(lastUsedAt, now, interval)
                && lastUses.replaceLastUse(token, generation, lastUse(now, address, ScopeUse.UNKNOWN), interval);
        ScopeUse due = use(token, now, seenScopes.unseen(token.id(), scopes, today));
        if (due.days().isEmpty()) {
            return recorded;
        }
        boolean added = lastUses.addScopeUse(token, due);
        seenScopes.add(token.id(), due.days().keySet(), today);
        return recorded || added;
    }

    private static LastUse lastUse(Instant now, @Nullable String address, ScopeUse scopeUse) {
        return new LastUse(now, address != null && IpAddresses.isAddress(address) ? address : null, scopeUse);
    }

    /** Returns a use of scopes. Of a token that was never used, all uses are recorded. */
    private static ScopeUse use(Token token, Instant now, List<Scope> scopes) {
        LocalDate today = ScopeUse.dayOf(now);
        Map<Scope, LocalDate> days = new HashMap<>();
        for (Scope scope : scopes) {
            days.put(scope, today);
        }
        return new ScopeUse(token.lastUse() == null ? token.origin().createdAt() : now, days);
    }

    private static List<Scope> notUsedOn(LocalDate today, List<Scope> scopes, Map<Scope, LocalDate> days) {
        List<Scope> result = new ArrayList<>();
        for (Scope scope : scopes) {
            if (isBefore(days.get(scope), today)) {
                result.add(scope);
            }
        }
        return result;
    }

    private static List<Scope> neverUsed(List<Scope> scopes, Map<Scope, LocalDate> days) {
        List<Scope> result = new ArrayList<>(scopes);
        result.removeAll(days.keySet());
        return result;
    }

    private static ScopeUse recordedUse(Token token) {
        LastUse lastUse = token.lastUse();
        return lastUse == null ? ScopeUse.UNKNOWN : lastUse.scopeUse();
    }

    private static boolean isBefore(@Nullable LocalDate lastDay, LocalDate today) {
        return lastDay == null || lastDay.isBefore(today);
    }

    private static boolean isStartOfDay(Instant now) {
        return LocalTime.ofInstant(now, ZoneOffset.UTC).isBefore(LocalTime.MIN.plus(LastUse.PRECISION));
    }

    /**
     * Adds up to one minute of jitter, so that tokens used at the same time do not all become due at the same time, and
     * not every execution environment writes when a busy token becomes due.
     */
    private Duration interval(@Nullable Instant lastUsedAt, Instant now) {
        boolean jitterMatters = lastUsedAt != null && isDue(lastUsedAt, now, INTERVAL);
        return jitterMatters ? INTERVAL.plusMillis(random.nextLong(MAX_JITTER_MILLIS + 1)) : INTERVAL;
    }

    private static boolean isDue(@Nullable Instant lastUsedAt, Instant now, Duration interval) {
        return lastUsedAt == null || lastUsedAt.isBefore(now.minus(interval));
    }
}
