package dev.tokenry.emulator.lambda;

import java.nio.charset.StandardCharsets;

/** How an invocation ended, as the Lambda service tells it. */
public sealed interface InvocationResult {

    /** What the function returned. Not a record: it can hold a one-time secret, which must not print. */
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
            return "Answer of " + payload.length + " bytes";
        }
    }

    /** The function threw, took too long or answered too much. */
    record FunctionError(String errorType, String errorMessage) implements InvocationResult {

        static FunctionError of(Throwable thrown) {
            String type = thrown instanceof HandlerProcessException failure
                    ? failure.errorType()
                    : thrown.getClass().getName();
            return new FunctionError(type, String.valueOf(thrown.getMessage()));
        }
    }
}
