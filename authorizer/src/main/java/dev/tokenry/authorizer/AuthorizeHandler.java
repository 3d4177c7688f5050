package dev.tokenry.authorizer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.authentication.DigestMigration;
import dev.tokenry.authentication.LastUseRecorder;
import dev.tokenry.authentication.MigrationResult;
import dev.tokenry.authentication.RejectedUseRecorder;
import dev.tokenry.authorization.AuthorizationDecision;
import dev.tokenry.authorization.Authorizer;
import dev.tokenry.authorization.ProtectedApi;
import dev.tokenry.authorization.ProtectedApiRegistry;
import dev.tokenry.authorization.TokenUseListener;
import dev.tokenry.authorization.rule.RouteMatch;
import dev.tokenry.authorizer.AuthorizerMetrics.Metric;
import dev.tokenry.crypto.PepperRejectedException;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.error.ThrottledException;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.Principal;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Lambda authorizer for REST and HTTP APIs. An unavailable dependency or an unknown event format fails the invocation,
 * so API Gateway denies the request with an error and caches nothing.
 */
public final class AuthorizeHandler implements RequestStreamHandler {

    // Published as values of a metric dimension, so they must not change with the names of exceptions.
    private static final String UNAVAILABLE_REASON = "Unavailable";
    private static final String PEPPER_REJECTED_REASON = "PepperRejected";
    private static final String CORRUPT_RECORD_REASON = "CorruptRecord";
    private static final String THROTTLED_REASON = "Throttled";

    private final Authorizer authorizer;
    private final ProtectedApiRegistry protectedApis;
    private final LastUseRecorder lastUseRecorder;
    private final RejectedUseRecorder rejectedUseRecorder;
    private final DigestMigration digestMigration;
    private final String stackName;
    private final InstantSource clock;
    private final AtomicBoolean warm = new AtomicBoolean();

    public AuthorizeHandler() {
        this(AuthorizerWiring.fromEnvironment());
    }

    public AuthorizeHandler(AuthorizerWiring wiring) {
        authorizer = wiring.authorizer();
        protectedApis = wiring.protectedApis();
        lastUseRecorder = wiring.lastUseRecorder();
        rejectedUseRecorder = wiring.rejectedUseRecorder();
        digestMigration = wiring.digestMigration();
        stackName = wiring.stackName();
        clock = wiring.clock();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        AuthorizerMetrics metrics = new AuthorizerMetrics(stackName);
        if (!warm.getAndSet(true)) {
            metrics.count(Metric.COLD_STARTS);
        }
        try {
            authorize(input, metrics, context.getLogger()).write(output);
        } catch (UnauthorizedException e) {
            throw e;
        } catch (ServiceUnavailableException e) {
            if (e instanceof CorruptRecordException) {
                metrics.count(Metric.DAMAGED_RECORDS);
            }
            if (e instanceof ThrottledException throttled) {
                metrics.setExceededLimits(throttled.reasons());
            }
            metrics.count(Metric.FAILED, failureReason(e));
            throw e;
        } catch (IOException | RuntimeException e) {
            metrics.count(Metric.FAILED, e.getClass().getSimpleName());
            throw e;
        } finally {
            // The runtime writes bytes unchanged; it would wrap a string in a JSON log record.
            context.getLogger().log(metrics.toEmf(clock.millis()));
        }
    }

    /**
     * Decides on an event.
     *
     * @throws IOException if the event has no known format
     * @throws UnauthorizedException if no token is authenticated
     */
    AuthorizerResponse authorize(InputStream input, AuthorizerMetrics metrics, LambdaLogger log) throws IOException {
        AuthorizerEvent event = AuthorizerEvent.parse(input);
        ProtectedApi api = event.isForOwnApi()
                ? protectedApis.own()
                : protectedApis.attached(event.arn().apiId());
        Optional<RouteMatch> match = matchRoute(event, api);
        if (match.isPresent()) {
            metrics.setRule(match.get().rule().route());
        }
        AuthorizationDecision decision = authorizer.authorize(
                AuthorizationHeader.token(event.authorization()),
                match,
                api.distinguishesSourceIps(event.maybeCachedPerSourceIp()) ? event.sourceIp() : null,
                AuthorizerResponses.mustCoverAllRoutes(event, api),
                new UseRecording(event, metrics, log));
        logDecision(decision, metrics, log);
        return AuthorizerResponses.toResponse(event, api, decision);
    }

    private static Optional<RouteMatch> matchRoute(AuthorizerEvent event, ProtectedApi api) {
        String resource = event.resource();
        return resource == null
                ? api.rules().matchPath(event.method(), event.arn().path())
                : api.rules().findByResource(event.method(), resource, event.pathParameters());
    }

    private static void logDecision(AuthorizationDecision decision, AuthorizerMetrics metrics, LambdaLogger log) {
        if (decision instanceof AuthorizationDecision.Allowed allowed) {
            Principal principal = allowed.principal();
            metrics.count(
                    Metric.ALLOWED, principal.secretGeneration() == SecretGeneration.CURRENT ? "CURRENT" : "PREVIOUS");
            metrics.setTokenId(principal.tokenId());
        } else if (decision instanceof AuthorizationDecision.AllowedPublicly) {
            metrics.count(Metric.ALLOWED, "PUBLIC");
        } else if (decision instanceof AuthorizationDecision.Denied denied) {
            TokenId tokenId = denied.principal().tokenId();
            metrics.count(Metric.DENIED, denied.reason().name());
            metrics.setTokenId(tokenId);
            log.log("denied: " + denied.reason() + " " + tokenId);
        } else {
            DenialReason reason = ((AuthorizationDecision.Unauthenticated) decision).reason();
            metrics.count(Metric.DENIED, reason.name());
            log.log("denied: " + reason);
        }
    }

    private static String failureReason(ServiceUnavailableException e) {
        if (e instanceof CorruptRecordException) {
            return CORRUPT_RECORD_REASON;
        }
        if (e instanceof ThrottledException) {
            return THROTTLED_REASON;
        }
        return e.getCause() instanceof PepperRejectedException ? PEPPER_REJECTED_REASON : UNAVAILABLE_REASON;
    }

    /** Returns only the class name: messages of other libraries may contain sensitive values. */
    private static String errorType(RuntimeException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getClass().getSimpleName();
    }

    /** Records the use of a token whose secret is proven, and migrates its digest. Neither affects the decision. */
    private final class UseRecording implements TokenUseListener {

        private final AuthorizerEvent event;
        private final AuthorizerMetrics metrics;
        private final LambdaLogger log;

        UseRecording(AuthorizerEvent event, AuthorizerMetrics metrics, LambdaLogger log) {
            this.event = event;
            this.metrics = metrics;
            this.log = log;
        }

        @Override
        public void authenticated(Authenticated authenticated, AuthorizationDecision decision) {
            boolean recorded = lastUseRecorder.record(
                    authenticated.token(),
                    authenticated.secretGeneration(),
                    event.sourceIp(),
                    decision.usedScopes(),
                    new UseFailure("last use", metrics, log));
            if (recorded) {
                metrics.count(Metric.LAST_USE_WRITES);
            }
            MigrationResult migration = digestMigration.migrate(authenticated);
            if (migration instanceof MigrationResult.Migrated) {
                metrics.count(Metric.DIGEST_RENEWALS);
            } else if (migration instanceof MigrationResult.Failed failed) {
                metrics.count(Metric.DIGEST_RENEWAL_FAILURES);
                log.log("digest not renewed: " + errorType(failed.cause()));
            }
        }

        @Override
        public void rejected(Token token, DenialReason reason) {
            if (rejectedUseRecorder.record(
                    token, reason, event.sourceIp(), new UseFailure("rejected use", metrics, log))) {
                metrics.count(Metric.LAST_USE_WRITES);
            }
        }
    }

    /** Counts and logs that a use was not recorded. */
    private static final class UseFailure implements Consumer<RuntimeException> {

        private final String use;
        private final AuthorizerMetrics metrics;
        private final LambdaLogger log;

        UseFailure(String use, AuthorizerMetrics metrics, LambdaLogger log) {
            this.use = use;
            this.metrics = metrics;
            this.log = log;
        }

        @Override
        public void accept(RuntimeException failure) {
            metrics.count(Metric.LAST_USE_FAILURES);
            log.log(use + " not recorded: " + errorType(failure));
        }
    }
}
