package dev.tokenry.functions.exchange;

import dev.tokenry.administration.ExchangeAttempt;
import dev.tokenry.administration.ExchangeToken;
import dev.tokenry.administration.ExchangeToken.Result;
import dev.tokenry.exchange.LoggedClaims;
import dev.tokenry.exchange.RejectionReason;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.resource.KeyFetches;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Token;
import dev.tokenry.time.Timestamps;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs each attempt to exchange an id token: one line of JSON, and a metric. A rejection is no audit event, because
 * nothing was written, so that its line is the only trace. No line contains an id token.
 */
final class ExchangeLog {

    private static final String ISSUED = "issued";
    private static final String EXCHANGED = "Exchanged";
    private static final String REJECTED = "RejectedExchanges";
    private static final String REASON = "Reason";

    private final String stack;
    private final KeyFetches keyFetches;
    private final InstantSource clock;

    ExchangeLog(String stack, KeyFetches keyFetches, InstantSource clock) {
        this.stack = stack;
        this.keyFetches = keyFetches;
        this.clock = clock;
    }

    /** Makes an attempt, and logs its result, or that it has none. */
    Result logging(ApiRequest request, ExchangeToken.Command command, Supplier<Result> attempt) {
        Line line = new Line();
        boolean decided = false;
        try {
            Result result = attempt.get();
            decided = true;
            describe(line, result);
            count(request, result);
            return result;
        } finally {
            if (!decided) {
                line.put("outcome", "unavailable");
            }
            write(request, line.putTrust(command.trust()));
            Map<String, Integer> fetches = keyFetches.takeCounts();
            if (!fetches.isEmpty()) {
                request.logMetrics(stack, fetches, Map.of(), clock);
            }
        }
    }

    /** Logs a request that is no attempt, because its form is invalid. */
    void invalid(ApiRequest request, TokenRequestException.Code error) {
        write(request, new Line().put("outcome", "invalid").put("error", error.value()));
        countRejected(request, "request");
    }

    private static void describe(Line line, Result result) {
        switch (result) {
            case Result.Exchanged(var issued, var attempt) ->
                line.put("outcome", ISSUED).put(attempt).put(issued.token());
            case Result.Rejected(var reason, var attempt) ->
                line.put("outcome", "rejected").put("reason", reason.id()).put(attempt);
            case Result.InvalidScope(var attempt) ->
                line.put("outcome", "rejected")
                        .put("reason", RejectionReason.SCOPE.id())
                        .put(attempt);
        }
    }

    private void count(ApiRequest request, Result result) {
        switch (result) {
            case Result.Exchanged _ -> request.logMetrics(stack, Map.of(EXCHANGED, 1), Map.of(), clock);
            case Result.Rejected(var reason, var _) -> countRejected(request, reason.id());
            case Result.InvalidScope _ -> countRejected(request, RejectionReason.SCOPE.id());
        }
    }

    private void countRejected(ApiRequest request, String reason) {
        request.logMetrics(stack, Map.of(REJECTED, 1), Map.of(REASON, reason), clock);
    }

    private void write(ApiRequest request, Line line) {
        RequestInfo info = request.info();
        line.put("sourceIp", info.sourceIp())
                .put("userAgent", info.shortUserAgent())
                .put("requestId", info.requestId())
                .put("time", Timestamps.format(clock.instant()));
        if (ISSUED.equals(line.json.get("outcome"))) {
            request.log(line.json);
        } else {
            request.warn(line.json);
        }
    }

    private static final class Line {

        private final Map<String, Object> json = new LinkedHashMap<>(Map.of("event", "exchange"));

        Line put(String name, @Nullable Object value) {
            if (value != null) {
                json.put(name, value instanceof String text ? LoggedClaims.cut(text) : value);
            }
            return this;
        }

        Line put(ExchangeAttempt attempt) {
            return put("trust", attempt.trust())
                    .put("issuer", attempt.issuer())
                    .put("project", attempt.project())
                    .put("subject", attempt.claims().subject())
                    .put("jtiDigest", attempt.replayDigest())
                    .put("kid", attempt.keyId())
                    .put(
                            "failedCondition",
                            attempt.failedCondition().isPresent()
                                    ? attempt.failedCondition().getAsInt()
                                    : null)
                    .put(
                            "claims",
                            attempt.claims().others().isEmpty()
                                    ? null
                                    : attempt.claims().others());
        }

        Line put(Token token) {
            return put("tokenId", token.id().value())
                    .put(
                            "expiresAt",
                            token.settings().expiresAt() == null
                                    ? null
                                    : Timestamps.format(token.settings().expiresAt()));
        }

        /** The name is any text of the caller, who may have sent a secret in the wrong parameter. */
        Line putTrust(String requested) {
            return json.containsKey("trust") || !NameRules.isValidProject(requested) ? this : put("trust", requested);
        }
    }
}
