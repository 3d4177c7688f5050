package dev.tokenry.emulator.lambda;

import java.nio.charset.StandardCharsets;

/** The result of an invocation, as Lambda reports it. */
public sealed interface InvocationResult {

    /**
     * The payload that the function returned. Not a record, because it can contain a secret, which must not be printed.
     */
    final class Payload implements InvocationResult {

        private final byte[] payload;

        Payload(byte[] payload) {
            this.payload = payload.clone();
        }

        public String json() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "Payload of " + payload.length + " bytes";
        }
    }

    /** The function failed, timed out, or returned too large a response. */
    record FunctionError(String errorType, String errorMessage) implements InvocationResult {

        static FunctionError of(Throwable thrown) {
            String type = thrown instanceof HandlerProcessException failure
                    ? failure.errorType()
                    : thrown.getClass().getName();
            return new FunctionError(type, String.valueOf(thrown.getMessage()));
        }
    }
}
