package dev.tokenry.emulator.apigateway;

import java.util.List;

/**
 * The identity of an API stage, as events and ARNs contain it.
 *
 * @param basePathMappings the paths of custom domains that lead to a REST API, besides its default URL
 */
public record ApiIdentity(
        String region, String accountId, String apiId, String stage, List<BasePathMapping> basePathMappings) {

    /** Copies the mappings. */
    public ApiIdentity {
        basePathMappings = List.copyOf(basePathMappings);
    }

    /** An API without custom domains. */
    public ApiIdentity(String region, String accountId, String apiId, String stage) {
        this(region, accountId, apiId, stage, List.of());
    }

    String arn() {
        return "arn:aws:execute-api:" + region + ":" + accountId + ":" + apiId + "/" + stage;
    }
}
