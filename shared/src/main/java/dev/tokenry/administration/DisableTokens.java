package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Limit;
import dev.tokenry.model.Limits;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenLifecycle;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.store.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Disables tokens that are not used, or that the limits of today do not permit. Tokens of bootstrap and of
 * administrators are reported and stay enabled, so that the way back in stays open; disabled and expired tokens are
 * left alone.
 *
 * <p>It can run at any time, twice at once, or not for days. Each write requires that the token did not change since it
 * was read and, if it is about disuse, that it was not used: a use at the last moment wins.
 */
public final class DisableTokens {

    /** The time from the mark of an unused token until it is disabled. */
    public static final Duration GRACE = TokenLifecycle.UNUSED_GRACE;

    /**
     * How old a mark can be. Runs that are missing for two weeks only delay. After a longer time, in which the limit
     * was switched off or raised, owners no longer expect what the mark announced, so the token is marked again.
     */
    public static final Duration MAX_MARK_AGE = GRACE.plusDays(14);

    /** Which tokens are disabled. */
    public enum Cause {
        /** They were not used for as long as the limit says. They are marked first, and disabled after the grace. */
        DISUSE,
        /** They violate the limits of today. */
        VIOLATION
    }

    /**
     * A maintenance request.
     *
     * @param dryRun whether only to report what would be done
     * @param after the position after which a run that found no time continues; null to start
     * @param hasTime whether there is time for another token
     */
    public record Command(
            Cause cause, boolean dryRun, @Nullable IndexPosition after, BooleanSupplier hasTime) {}

    private final TokenStore tokens;
    private final TokenQueryStore tokenQueries;
    private final Limits limits;
    private final BooleanSupplier frozen;
    private final InstantSource clock;

    /** @param frozen whether management is frozen, so that every run is a dry run */
    public DisableTokens(
            TokenStore tokens,
            TokenQueryStore tokenQueries,
            Limits limits,
            BooleanSupplier frozen,
            InstantSource clock) {
        this.tokens = tokens;
        this.tokenQueries = tokenQueries;
        this.limits = limits;
        this.frozen = frozen;
        this.clock = clock;
    }

    /**
     * @param actor IAM decides who may call this; tokens may not
     * @throws ApiException.InvalidRequestException if there is no limit on disuse
     */
    public MaintenanceReport execute(IamActor actor, Command command) {
        boolean dryRun = command.dryRun() || frozen.getAsBoolean();
        MaintenanceReport.Builder report = new MaintenanceReport.Builder();
        TokenSweep sweep = new TokenSweep(tokenQueries, command.hasTime());
        IndexPosition continueAfter = switch (command.cause()) {
            case DISUSE -> {
                Duration period = requirePeriod();
                yield sweep.run(
                        command.after(),
                        row -> mayBeUnused(row, period),
                        token -> evaluateUse(token, period, dryRun, actor, report),
                        id -> report.add(MaintenanceDecision.DAMAGED, id, List.of()));
            }
            case VIOLATION ->
                sweep.run(
                        command.after(),
                        row -> isActive(row, clock.instant()),
                        token -> evaluateLimits(token, dryRun, actor, report),
                        id -> report.add(MaintenanceDecision.DAMAGED, id, List.of()));
        };
        return report.build(dryRun, sweep.examined(), continueAfter);
    }

    private Duration requirePeriod() {
        Duration period = limits.autoDisableUnusedAfter();
        if (period == null) {
            throw new ApiException.InvalidRequestException(
                    "action",
                    ViolationReason.INCONSISTENT,
                    "action requires the stack parameter AutoDisableUnusedAfter",
                    ParameterLocation.PAYLOAD_BODY);
        }
        return period;
    }

    private static boolean isActive(TokenSummary row, Instant now) {
        return row.enabled() && !row.isExpiredAt(now);
    }

    private boolean mayBeUnused(TokenSummary row, Duration period) {
        Instant now = clock.instant();
        return isActive(row, now) && !row.unchangedSince().plus(period).isAfter(now);
    }

    private void evaluateUse(
            Token token, Duration period, boolean dryRun, IamActor actor, MaintenanceReport.Builder report) {
        Instant now = clock.instant();
        ChangeStamp stamp = new ChangeStamp(Operation.DISABLE_UNUSED_TOKENS, actor, now);
        Instant lastActivity = token.lastActivity();
        if (!token.isActiveAt(now) || lastActivity.plus(period).isAfter(now)) {
            return;
        }
        if (isProtected(token)) {
            report.add(MaintenanceDecision.REPORTED, token.id(), List.of());
            return;
        }
        Instant earliestMark = Collections.max(List.of(lastActivity, now.minus(MAX_MARK_AGE)));
        Instant markedAt = token.lifecycle().validMark(earliestMark);
        if (markedAt == null) {
            Token marked = token.withLifecycle(token.lifecycle().markedUnusedAt(now));
            report.add(write(token, marked, MaintenanceDecision.MARKED, dryRun, stamp), token.id(), List.of());
        } else if (markedAt.plus(GRACE).isAfter(now)) {
            report.add(MaintenanceDecision.WAITING, token.id(), List.of());
        } else {
            Token disabled = token.withSettings(token.settings().withEnabled(false))
                    .withLifecycle(token.lifecycle().disabledAsUnused());
            report.add(write(token, disabled, MaintenanceDecision.DISABLED, dryRun, stamp), token.id(), List.of());
        }
    }

    private void evaluateLimits(Token token, boolean dryRun, IamActor actor, MaintenanceReport.Builder report) {
        Instant now = clock.instant();
        ChangeStamp stamp = new ChangeStamp(Operation.DISABLE_VIOLATING_TOKENS, actor, now);
        List<String> violated = limits.violatedBy(token.settings(), now).stream()
                .map(Limit::value)
                .toList();
        if (!token.isActiveAt(now) || violated.isEmpty()) {
            return;
        }
        if (isProtected(token)) {
            report.add(MaintenanceDecision.REPORTED, token.id(), violated);
            return;
        }
        Token disabled = token.withSettings(token.settings().withEnabled(false));
        report.add(write(token, disabled, MaintenanceDecision.DISABLED, dryRun, stamp), token.id(), violated);
    }

    /** These can enable the others again. */
    private static boolean isProtected(Token token) {
        return token.origin().bootstrap() || token.settings().scopes().contains(Scope.MANAGE_ALL_TOKENS);
    }

    private MaintenanceDecision write(
            Token current, Token updated, MaintenanceDecision decision, boolean dryRun, ChangeStamp stamp) {
        return dryRun || tokens.replace(current, updated, stamp) instanceof WriteResult.Written
                ? decision
                : MaintenanceDecision.CHANGED;
    }
}
