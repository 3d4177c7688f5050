package dev.tokenry.functions.configuration;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.aws.CustomResourceResponseSender;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.functions.http.DirectInvocation;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;

/**
 * The custom resource {@code Custom::TokenryLimits}, which fails a deployment with limits that contradict each other: a
 * template cannot compare numbers. It parses the text that the functions will parse, and stores nothing.
 */
public final class LimitsHandler implements RequestStreamHandler {

    private static final String LIMITS = "Limits";
    private static final String PHYSICAL_ID = "limits";

    private final DamagedRecords damagedRecords;
    private final CustomResourceResponseSender responseSender;

    public LimitsHandler() {
        this(Wiring.fromEnvironment());
    }

    public LimitsHandler(Wiring wiring) {
        damagedRecords = wiring.damagedRecords();
        responseSender = wiring.customResourceResponseSender();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream output, Context context) throws IOException {
        DirectInvocation invocation = DirectInvocation.parse(event, context.getLogger()::log, damagedRecords);
        output.write(responseSender.respond(invocation, () -> check(invocation), _ -> {}));
    }

    private static String check(DirectInvocation invocation) {
        JsonBody properties = CustomResourceResponseSender.properties(invocation, Set.of());
        String limits = properties.required(LIMITS, properties::string);
        properties.throwIfInvalid();
        try {
            Limits.parse(requireNonNull(limits));
        } catch (IllegalArgumentException e) {
            throw new ApiException.InvalidRequestException(
                    LIMITS,
                    ViolationReason.INCONSISTENT,
                    String.valueOf(e.getMessage()),
                    ParameterLocation.PAYLOAD_BODY);
        }
        return PHYSICAL_ID;
    }
}
