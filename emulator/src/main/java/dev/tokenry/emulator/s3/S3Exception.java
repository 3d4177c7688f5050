package dev.tokenry.emulator.s3;

/** An error with the code and status of S3. */
final class S3Exception extends RuntimeException {

    private final int status;
    private final String code;

    private S3Exception(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    /** Returns the error document. Codes and messages are constants without characters to escape. */
    String xml() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + getMessage()
                + "</Message></Error>";
    }

    static S3Exception methodNotAllowed() {
        return new S3Exception(405, "MethodNotAllowed", "Only PUT of an object is emulated.");
    }

    static S3Exception invalidPath() {
        return new S3Exception(400, "InvalidURI", "The path must be /bucket/key with only letters, digits and /._-.");
    }

    static S3Exception keyTooLong() {
        return new S3Exception(400, "KeyTooLongError", "Your key is too long");
    }

    static S3Exception notImplemented() {
        return new S3Exception(
                501, "NotImplemented", "A header you provided implies functionality that is not implemented");
    }

    static S3Exception twoSignatures() {
        return new S3Exception(
                400,
                "InvalidArgument",
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string"
                        + " parameter or the Authorization header should be specified");
    }

    static S3Exception noSuchBucket() {
        return new S3Exception(404, "NoSuchBucket", "The specified bucket does not exist");
    }

    static S3Exception malformedSignature(String message) {
        return new S3Exception(400, "AuthorizationQueryParametersError", message);
    }

    static S3Exception accessDenied(String message) {
        return new S3Exception(403, "AccessDenied", message);
    }

    static S3Exception unknownAccessKey() {
        return new S3Exception(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist.");
    }

    static S3Exception invalidSessionToken() {
        return new S3Exception(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
    }

    static S3Exception signatureMismatch() {
        return new S3Exception(
                403, "SignatureDoesNotMatch", "The signature does not match this method, path, query and headers.");
    }

    static S3Exception missingLength() {
        return new S3Exception(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
    }

    static S3Exception tooLarge() {
        return new S3Exception(
                400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size of 5368709120 bytes");
    }

    static S3Exception incompleteBody() {
        return new S3Exception(
                400, "IncompleteBody", "The body does not have the length of the Content-Length header.");
    }

    static S3Exception invalidChecksum() {
        return new S3Exception(400, "InvalidRequest", "Value for x-amz-checksum-sha256 header is invalid.");
    }

    static S3Exception invalidDigest() {
        return new S3Exception(400, "InvalidDigest", "The Content-MD5 you specified was invalid.");
    }

    static S3Exception checksumMismatch(String digest) {
        return new S3Exception(
                400, "BadDigest", "The " + digest + " you specified did not match the calculated checksum.");
    }

    static S3Exception preconditionFailed() {
        return new S3Exception(
                412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }
}
