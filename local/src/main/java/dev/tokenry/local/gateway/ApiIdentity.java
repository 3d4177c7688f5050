package dev.tokenry.local.gateway;

/** Which API this is, as events and ARNs say it. */
public record ApiIdentity(String region, String accountId, String apiId, String stage) {

    String arn() {
        return "arn:aws:execute-api:" + region + ":" + accountId + ":" + apiId + "/" + stage;
    }
}
