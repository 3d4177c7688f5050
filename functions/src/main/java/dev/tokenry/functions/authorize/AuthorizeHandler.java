package dev.tokenry.functions.authorize;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tokenry.authentication.AuthenticationResult;
import dev.tokenry.authorization.Authorizer;
import dev.tokenry.authentication.DigestMigration;
import dev.tokenry.authorization.ProtectedApi;
import dev.tokenry.authorization.ProtectedApiRegistry;
import dev.tokenry.authorization.rule.RouteMatch;
import dev.tokenry.authentication.MigrationResult;
import dev.tokenry.authentication.LastUseRecorder;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.authorize.Tally.Metric;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.authorization.AuthorizationDecision;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides for every kind of API Gateway who may do what. Whatever is away or not understood leaves here as a failure,
 * which lets nobody in and is not remembered.
 */
public final class AuthorizeHandler implements RequestStreamHandler {

    private final Authorizer authorizer;
    private final ProtectedApiRegistry apis;
    private final LastUseRecorder uses;
    private final DigestMigration renewal;
    private final String stack;
    private final InstantSource clock;
    private final AtomicBoolean started = new AtomicBoolean();

    public AuthorizeHandler() {
        this(Wiring.fromEnvironment());
    }

    public AuthorizeHandler(Wiring wiring) {
        authorizer = wiring.authorizer();
        apis = wiring.protectedApis();
        uses = wiring.lastUseRecorder();
        renewal = wiring.digestMigration();
        stack = wiring.stackName();
        clock = wiring.clock();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Tally tally = new Tally(stack);
        if (!started.getAndSet(true)) {
            tally.count(Metric.COLD_STARTS);
        }
        try {
            answer(AuthorizerEvent.read(input), tally, context.getLogger()).write(output);
        } catch (Unauthorized e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            tally.count(Metric.FAILED, e.getClass().getSimpleName());
            throw e;
        } finally {
            // As bytes the runtime leaves it as it is; a text would be wrapped into a log record.
            context.getLogger().log(tally.line(clock.millis()));
        }
    }

    private Answer answer(AuthorizerEvent event, Tally tally, LambdaLogger log) {
        ProtectedApi api =
                event.isOfOwnApi() ? apis.own() : apis.attached(event.arn().apiId());
        AuthorizationDecision verdict = authorizer.authorize(
                Credentials.presentedToken(event.authorization()),
                matched(event, api),
                Answers.isForAllRoutes(event, api),
                known -> keepUp(known, event, tally, log));
        tell(verdict, tally, log);
        return Answers.answer(event, api, verdict);
    }

    private static Optional<RouteMatch> matched(AuthorizerEvent event, ProtectedApi api) {
        String resource = event.resource();
        return resource == null
                ? api.rules().matchPath(event.method(), event.arn().path())
                : api.rules().findByResource(event.method(), resource, event.pathParameters());
    }

    /** What a use leaves behind; none of it changes the verdict. */
    private void keepUp(AuthenticationResult.Authenticated known, AuthorizerEvent event, Tally tally, LambdaLogger log) {
        boolean written = uses.record(known.token(), event.sourceIp(), failure -> {
            tally.count(Metric.LAST_USE_FAILURES);
            log.log("last use not kept: " + kindOf(failure));
        });
        if (written) {
            tally.count(Metric.LAST_USE_WRITES);
        }
        switch (renewal.migrate(known)) {
            case MigrationResult.Migrated() -> tally.count(Metric.DIGEST_RENEWALS);
            case MigrationResult.NotNeeded() -> {}
            case MigrationResult.Failed(var failure) -> {
                tally.count(Metric.DIGEST_RENEWAL_FAILURES);
                log.log("digest not renewed: " + kindOf(failure));
            }
        }
    }

    private static void tell(AuthorizationDecision verdict, Tally tally, LambdaLogger log) {
        switch (verdict) {
            case AuthorizationDecision.Allowed(var principal) ->
                tally.count(Metric.ALLOWED, principal.secretGeneration() == SecretGeneration.CURRENT ? "CURRENT" : "PREVIOUS");
            case AuthorizationDecision.AllowedPublicly(var _) -> tally.count(Metric.ALLOWED, "PUBLIC");
            case AuthorizationDecision.Denied(var principal, var reason, var _) -> {
                tally.count(Metric.DENIED, reason.name());
                log.log("denied: " + reason + " " + principal.tokenId());
            }
            case AuthorizationDecision.Unauthenticated(var reason) -> {
                tally.count(Metric.DENIED, reason.name());
                log.log("denied: " + reason);
            }
        }
    }

    /** The kind of failure alone: messages are not ours, and may hold anything. */
    private static String kindOf(RuntimeException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getClass().getSimpleName();
    }
}
