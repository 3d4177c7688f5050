package dev.tokenry.emulator.io;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** An emulated AWS account in one region, with the only credentials that its services accept. */
public record AwsAccount(String region, String accountId, AwsCredentials credentials) {

    /** The longest session token of AWS. A program that cannot pass it on fails on one machine already. */
    private static final int SESSION_TOKEN_CHARACTERS = 4096;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Returns an account with new temporary credentials, as a Lambda function gets them. */
    public static AwsAccount generate(String region, String accountId) {
        // DynamoDB Local accepts only letters and digits in an access key id.
        String accessKeyId = "ASIA" + HexFormat.of().formatHex(random(8)).toUpperCase(Locale.ROOT);
        return new AwsAccount(
                region,
                accountId,
                AwsSessionCredentials.create(
                        accessKeyId, base64(random(30)), base64(random(SESSION_TOKEN_CHARACTERS / 4 * 3))));
    }

    /** Returns the ARN of a resource in this account and region. */
    public String arn(String service, String resource) {
        return String.join(":", "arn", "aws", service, region, accountId, resource);
    }

    /** Returns the session token, or empty for credentials without an end. */
    public Optional<String> sessionToken() {
        return credentials instanceof AwsSessionCredentials session
                ? Optional.of(session.sessionToken())
                : Optional.empty();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
