package dev.tokenry.emulator.io;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/**
 * An emulated AWS account in one region, with the only credentials that its services accept.
 *
 * <p>The credentials protect nothing: the services listen on the loopback interface. DynamoDB Local accepts only
 * letters
 * and digits in an access key id.
 */
public record AwsAccount(String region, String accountId, String accessKeyId, String secretAccessKey) {

    /** Returns the ARN of a resource in this account and region. */
    public String arn(String service, String resource) {
        return String.join(":", "arn", "aws", service, region, accountId, resource);
    }

    /** Returns the credentials as the SDK takes them. */
    public AwsBasicCredentials credentials() {
        return AwsBasicCredentials.create(accessKeyId, secretAccessKey);
    }
}
