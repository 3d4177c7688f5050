package dev.tokenry.local.aws;

/** A refusal as KMS words it; the type is what the SDK makes its exception from. */
final class KmsFault extends RuntimeException {

    private final String type;

    private KmsFault(String type, String message) {
        super(message);
        this.type = type;
    }

    String type() {
        return type;
    }

    static KmsFault invalid(String message) {
        return new KmsFault("ValidationException", "1 validation error detected: " + message);
    }

    static KmsFault unsupported(String message) {
        return new KmsFault("UnsupportedOperationException", message);
    }

    static KmsFault unknownOperation(String operation) {
        return new KmsFault("UnknownOperationException", "Not on this machine: " + operation);
    }

    static KmsFault notFound(String keyId) {
        return new KmsFault("NotFoundException", "Key '" + keyId + "' does not exist");
    }

    static KmsFault disabled(KmsKey key) {
        return new KmsFault("DisabledException", key.arn() + " is disabled.");
    }

    static KmsFault pendingDeletion(KmsKey key) {
        return new KmsFault("KMSInvalidStateException", key.arn() + " is pending deletion.");
    }

    static KmsFault wrongUse(KmsKey key, String algorithm) {
        return new KmsFault(
                "InvalidKeyUsageException",
                "Algorithm " + algorithm + " is incompatible with key spec of " + key.arn());
    }

    static KmsFault wrongMac() {
        return new KmsFault("KMSInvalidMacException", "The MAC does not fit the message and the key.");
    }
}
