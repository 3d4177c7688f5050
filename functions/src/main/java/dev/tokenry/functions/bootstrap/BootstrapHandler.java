package dev.tokenry.functions.bootstrap;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tokenry.administration.CreateBootstrapToken;
import dev.tokenry.administration.CreateBootstrapToken.Result;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.IamActor;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Creates the first administrator token of the stack, once for each bootstrap generation. The response contains the
 * secret. The event may contain the {@code allowedIps} of the token, and nothing else.
 */
public final class BootstrapHandler implements RequestHandler<Object, Map<String, Object>> {

    private final DamagedRecords damagedRecords;
    private final CreateBootstrapToken createBootstrapToken;
    private final TokenFieldParser fieldParser;
    private final int generation;
    private final PepperCache pepperCache;
    private final InstantSource clock;

    public BootstrapHandler() {
        this(Wiring.fromEnvironment());
    }

    public BootstrapHandler(Wiring wiring) {
        damagedRecords = wiring.damagedRecords();
        createBootstrapToken = wiring.createBootstrapToken();
        fieldParser = wiring.tokenFieldParser();
        generation = wiring.bootstrapGeneration();
        pepperCache = wiring.pepperCache();
        clock = wiring.clock();
    }

    @Override
    public Map<String, Object> handleRequest(@Nullable Object event, Context context) {
        IamActor actor = new IamActor(context.getFunctionName(), context.getAwsRequestId());
        try {
            CreateBootstrapToken.Command command = new CreateBootstrapToken.Command(generation, allowedIps(event));
            return switch (damagedRecords.counted(() -> createBootstrapToken.execute(actor, command))) {
                case Result.Created(var issued) -> created(issued);
                case Result.AlreadyCreated existing -> alreadyCreated(existing);
            };
        } finally {
            damagedRecords.publish(context.getLogger());
        }
    }

    private AllowedIps allowedIps(@Nullable Object event) {
        JsonBody body = JsonBody.ofEvent(event);
        AllowedIps allowedIps = fieldParser.allowedIps(body);
        body.throwIfInvalid();
        return Objects.requireNonNullElse(allowedIps, AllowedIps.EVERY);
    }

    private Map<String, Object> created(IssuedToken issued) {
        Map<String, Object> response = response(true);
        response.putAll(TokenJson.issued(issued.value().reveal(), issued.token(), clock.instant()));
        return response;
    }

    private Map<String, Object> alreadyCreated(Result.AlreadyCreated existing) {
        Map<String, Object> response = response(false);
        response.put("id", existing.id().value());
        response.put("live", existing.active());
        response.put(
                "message",
                "The administrator token of this generation was already created. Increase BootstrapGeneration to create another.");
        return response;
    }

    private Map<String, Object> response(boolean created) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("created", created);
        response.put("generation", generation);
        // The use case has verified each of these: a rotation can continue once the new version is among them.
        response.put("pepperVersions", pepperCache.versions());
        return response;
    }
}
