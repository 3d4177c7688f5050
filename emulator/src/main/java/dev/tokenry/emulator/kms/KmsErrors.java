package dev.tokenry.emulator.kms;

import dev.tokenry.emulator.io.ServiceException;

/** The errors of KMS. */
final class KmsErrors {

    private KmsErrors() {}

    static ServiceException invalid(String message) {
        return new ServiceException(400, "ValidationException", "1 validation error detected: " + message);
    }

    static ServiceException unsupported(String message) {
        return new ServiceException(400, "UnsupportedOperationException", message);
    }

    static ServiceException unknownOperation(String operation) {
        return new ServiceException(400, "UnknownOperationException", "Not emulated: " + operation);
    }

    static ServiceException notFound(String keyId) {
        return new ServiceException(400, "NotFoundException", "Key '" + keyId + "' does not exist");
    }

    static ServiceException disabled(KmsKey key) {
        return new ServiceException(400, "DisabledException", key.arn() + " is disabled.");
    }

    static ServiceException pendingDeletion(KmsKey key) {
        return new ServiceException(400, "KMSInvalidStateException", key.arn() + " is pending deletion.");
    }

    static ServiceException incompatibleAlgorithm(KmsKey key, String algorithm) {
        return new ServiceException(
                400,
                "InvalidKeyUsageException",
                "Algorithm " + algorithm + " is incompatible with key spec of " + key.arn());
    }

    static ServiceException invalidMac() {
        return new ServiceException(400, "KMSInvalidMacException", "The MAC does not match the message and the key.");
    }
}
