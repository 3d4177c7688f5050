package dev.tokenry.local;

import dev.tokenry.emulator.EmulatorOptions;
import dev.tokenry.emulator.apigateway.ApiIdentity;
import dev.tokenry.emulator.apigateway.BasePathMapping;
import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.cloudformation.TemplateFile;
import dev.tokenry.emulator.io.AllowedHosts;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.HandlerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How Tokenry uses the emulator. */
public final class TokenryEmulation {

    /** The options of every local stack. */
    static final EmulatorOptions OPTIONS = new EmulatorOptions(
            "eu-central-1",
            "000000000000",
            // Existing data directories contain tables and buckets with this prefix.
            "tokenry-",
            "Run with --fresh to start with empty data.",
            "set TOKENRY_PORT to another port",
            new WiringHandlerFactory(),
            AllowedHosts.LOOPBACK,
            // The window of the template gathers more records than a developer makes; a test would wait for it.
            Duration.ofMillis(200));

    private static final String ENVIRONMENT_ID = "EnvironmentId";
    private static final String DEFAULT_ENVIRONMENT = "default";

    /** What a mailbox on this machine needs. SES and SNS accept every address and every topic there. */
    private static final Map<String, String> NOTIFICATIONS = Map.of(
            "NotificationsFrom", "tokenry@localhost.localdomain",
            "NotificationsTopic", "arn:aws:sns:eu-central-1:000000000000:tokenry-notices");

    private TokenryEmulation() {}

    /** Returns the parameters with a sender and a topic of notices, unless they name others, or none. */
    static Map<String, String> withNotifications(TemplateFile template, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(NOTIFICATIONS);
        all.keySet().retainAll(template.section("Parameters").keySet());
        all.putAll(parameters);
        return all;
    }

    /**
     * Returns the base paths of a custom domain of the environment, and the routing rule with which another environment
     * in the path is a resource that the API does not have.
     */
    static List<BasePathMapping> basePathMappings(String environmentId) {
        List<BasePathMapping> mappings = new ArrayList<>();
        mappings.add(BasePathMapping.literal("/e/" + environmentId + "/api"));
        if (environmentId.equals(DEFAULT_ENVIRONMENT)) {
            mappings.add(BasePathMapping.literal("/platform/classic/environment-api"));
        }
        mappings.add(BasePathMapping.unstripped("/e"));
        return mappings;
    }

    /** Returns the id of the environment: the parameter, or else the default of the template. */
    static String environmentId(TemplateFile template, Map<String, String> parameters) {
        String fallback = template.section("Parameters").get(ENVIRONMENT_ID) instanceof Map<?, ?> parameter
                        && parameter.get("Default") instanceof String value
                ? value
                : DEFAULT_ENVIRONMENT;
        return parameters.getOrDefault(ENVIRONMENT_ID, fallback);
    }

    /** Returns a function of Tokenry's template, with its code on the class path. */
    public static EmulatedFunction function(FunctionSpec spec) {
        return function(spec, OPTIONS.handlers());
    }

    static EmulatedFunction function(FunctionSpec spec, HandlerFactory handlers) {
        return EmulatedFunction.of(spec, Path.of(""), handlers);
    }

    /** Returns the identity of the API of the default environment, with the paths of its custom domain. */
    public static ApiIdentity identity(ApiSpec api) {
        return new ApiIdentity(
                OPTIONS.region(), OPTIONS.accountId(), api.apiId(), api.stage(), basePathMappings(DEFAULT_ENVIRONMENT));
    }
}
