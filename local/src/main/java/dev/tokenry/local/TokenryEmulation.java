package dev.tokenry.local;

import dev.tokenry.emulator.EmulatorOptions;
import dev.tokenry.emulator.apigateway.ApiIdentity;
import dev.tokenry.emulator.apigateway.BasePathMapping;
import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.io.AllowedHosts;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

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
            AllowedHosts.LOOPBACK);

    /** The base paths that operators may map to the API with custom domains. */
    static final List<BasePathMapping> BASE_PATH_MAPPINGS = List.of(
            new BasePathMapping(Pattern.compile("/e/[A-Za-z0-9-]{1,64}/api"), "/e/local/api"),
            BasePathMapping.literal("/platform/classic/environment-api"));

    private TokenryEmulation() {}

    /** Returns a function of Tokenry's template, with its code on the class path. */
    public static EmulatedFunction function(FunctionSpec spec) {
        return EmulatedFunction.of(spec, Path.of(""), OPTIONS.handlers());
    }

    /** Returns the identity of Tokenry's API, with the paths of its custom domains. */
    public static ApiIdentity identity(ApiSpec api) {
        return new ApiIdentity(OPTIONS.region(), OPTIONS.accountId(), api.apiId(), api.stage(), BASE_PATH_MAPPINGS);
    }
}
