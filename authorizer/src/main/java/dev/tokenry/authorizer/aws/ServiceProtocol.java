package dev.tokenry.authorizer.aws;

/**
 * The protocol of a service.
 *
 * @param serviceName the name of the service for messages
 * @param contentType the content type of requests, which names the version of AWS JSON
 * @param targetPrefix the prefix of operations in the header {@code X-Amz-Target}
 */
record ServiceProtocol(String serviceName, String contentType, String targetPrefix) {

    static final ServiceProtocol DYNAMODB =
            new ServiceProtocol("DynamoDB", "application/x-amz-json-1.0", "DynamoDB_20120810.");
    static final ServiceProtocol KMS = new ServiceProtocol("KMS", "application/x-amz-json-1.1", "TrentService.");
}
