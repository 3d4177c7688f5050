package dev.tokenry.functions.authorize;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tokenry.access.Authorizer;
import dev.tokenry.access.Uses;
import dev.tokenry.functions.Wiring;
import dev.tokenry.token.PrincipalContext;
import dev.tokenry.token.Verdict;
import dev.tokenry.token.Verdict.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides for API Gateway who may do what. Whatever is away or not understood leaves here as a failure, which lets
 * nobody in and is not remembered.
 */
public final class AuthorizeHandler implements RequestStreamHandler {

    private final Authorizer authorizer;
    private final Uses uses;

    public AuthorizeHandler() {
        this(Wiring.fromEnvironment());
    }

    public AuthorizeHandler(Wiring wiring) {
        authorizer = wiring.authorizer();
        uses = wiring.uses();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        AuthorizerRequest request = AuthorizerRequest.read(input);
        LambdaLogger log = context.getLogger();
        answer(request, verdict(request, log), log).write(output);
    }

    private Verdict verdict(AuthorizerRequest request, LambdaLogger log) {
        return Credentials.presentedToken(request.authorization())
                .map(text -> authorizer.authorize(
                        text,
                        request.httpMethod(),
                        request.resource(),
                        request.pathParameters(),
                        known -> uses.note(known.token(), request.sourceIp(), failure -> log.log(notNoted(failure)))))
                .orElseGet(() -> new Verdict.Unauthenticated(Reason.NO_CREDENTIALS));
    }

    /** The kind of failure alone: messages are not ours, and may hold anything. */
    private static String notNoted(RuntimeException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "last use not kept: " + cause.getClass().getSimpleName();
    }

    private static PolicyAnswer answer(AuthorizerRequest request, Verdict verdict, LambdaLogger log) {
        return switch (verdict) {
            case Verdict.Allowed(var principal) ->
                new PolicyAnswer(
                        principal.tokenId().value(), true, request.methodArn(), PrincipalContext.write(principal));
            case Verdict.Denied(var principal, var reason, var message) -> {
                log.log("denied: " + reason + " " + principal.tokenId());
                Map<String, String> context = new HashMap<>(PrincipalContext.write(principal));
                context.put("message", message);
                yield new PolicyAnswer(principal.tokenId().value(), false, request.methodArn(), context);
            }
            case Verdict.Unauthenticated(var reason) -> {
                log.log("denied: " + reason);
                throw new Unauthorized();
            }
        };
    }
}
