package dev.tokenry.local.aws;

/** A refusal by S3's codes and statuses. */
final class S3Error extends RuntimeException {

    private final int status;
    private final String code;

    private S3Error(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    /** Codes and messages are ours and hold nothing to escape. */
    String xml() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + getMessage()
                + "</Message></Error>";
    }

    static S3Error methodNotAllowed() {
        return new S3Error(405, "MethodNotAllowed", "Only PUT of an object is here.");
    }

    static S3Error invalidPath() {
        return new S3Error(400, "InvalidURI", "The path must be /bucket/key with letters, digits and /._- alone.");
    }

    static S3Error noSuchBucket() {
        return new S3Error(404, "NoSuchBucket", "The specified bucket does not exist");
    }

    static S3Error badSigning(String message) {
        return new S3Error(400, "AuthorizationQueryParametersError", message);
    }

    static S3Error accessDenied(String message) {
        return new S3Error(403, "AccessDenied", message);
    }

    static S3Error unknownAccessKey() {
        return new S3Error(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist.");
    }

    static S3Error wrongSignature() {
        return new S3Error(
                403, "SignatureDoesNotMatch", "The signature does not match this method, path, query and headers.");
    }

    static S3Error missingLength() {
        return new S3Error(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
    }

    static S3Error incompleteBody() {
        return new S3Error(400, "IncompleteBody", "The body has not the length that Content-Length names.");
    }

    static S3Error invalidChecksum() {
        return new S3Error(400, "InvalidRequest", "Value for x-amz-checksum-sha256 header is invalid.");
    }

    static S3Error wrongChecksum() {
        return new S3Error(400, "BadDigest", "The SHA256 you specified did not match the calculated checksum.");
    }

    static S3Error alreadyThere() {
        return new S3Error(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }
}
