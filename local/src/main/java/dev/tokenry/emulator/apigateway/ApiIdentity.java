package dev.tokenry.emulator.apigateway;

/**
 * Which API this is, as events and ARNs say it.
 *
 * @param hasCustomDomains whether custom domains lead to it as well, as they do to Tokenry's own API and to no other
 */
public record ApiIdentity(String region, String accountId, String apiId, String stage, boolean hasCustomDomains) {

    /** Tokenry's own API. */
    public ApiIdentity(String region, String accountId, String apiId, String stage) {
        this(region, accountId, apiId, stage, true);
    }

    /** The same for an API of somebody else, which only its default URL leads to. */
    public ApiIdentity withoutCustomDomains() {
        return new ApiIdentity(region, accountId, apiId, stage, false);
    }

    String arn() {
        return "arn:aws:execute-api:" + region + ":" + accountId + ":" + apiId + "/" + stage;
    }
}
