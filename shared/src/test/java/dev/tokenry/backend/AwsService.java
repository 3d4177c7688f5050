package dev.tokenry.backend;

/** The AWS services that the integration tests use. */
public enum AwsService {
    DYNAMODB,
    KMS,
    S3
}
