package dev.tokenry.emulator.kms;

import dev.tokenry.emulator.io.EmulatorJson;
import java.util.Map;

/** An error of KMS; the SDK derives its exception from the type. */
final class KmsException extends RuntimeException {

    private final String type;

    private KmsException(String type, String message) {
        super(message);
        this.type = type;
    }

    /** Returns the body of the response, which has status 400. */
    String json() {
        return EmulatorJson.toString(Map.of("__type", type, "message", String.valueOf(getMessage())));
    }

    static KmsException invalid(String message) {
        return new KmsException("ValidationException", "1 validation error detected: " + message);
    }

    static KmsException unsupported(String message) {
        return new KmsException("UnsupportedOperationException", message);
    }

    static KmsException unknownOperation(String operation) {
        return new KmsException("UnknownOperationException", "Not emulated: " + operation);
    }

    static KmsException notFound(String keyId) {
        return new KmsException("NotFoundException", "Key '" + keyId + "' does not exist");
    }

    static KmsException disabled(KmsKey key) {
        return new KmsException("DisabledException", key.arn() + " is disabled.");
    }

    static KmsException pendingDeletion(KmsKey key) {
        return new KmsException("KMSInvalidStateException", key.arn() + " is pending deletion.");
    }

    static KmsException incompatibleAlgorithm(KmsKey key, String algorithm) {
        return new KmsException(
                "InvalidKeyUsageException",
                "Algorithm " + algorithm + " is incompatible with key spec of " + key.arn());
    }

    static KmsException invalidMac() {
        return new KmsException("KMSInvalidMacException", "The MAC does not match the message and the key.");
    }
}
