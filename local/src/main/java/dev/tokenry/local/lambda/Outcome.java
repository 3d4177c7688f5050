package dev.tokenry.local.lambda;

import java.nio.charset.StandardCharsets;

/** How an invocation ended, as the Lambda service tells it. */
public sealed interface Outcome {

    /** What the function returned. Not a record: it can hold a one-time secret, which must not print. */
    final class Answer implements Outcome {

        private final byte[] payload;

        Answer(byte[] payload) {
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
    record FunctionError(String errorType, String errorMessage) implements Outcome {

        static FunctionError of(Throwable thrown) {
            String type = thrown instanceof HandlerFailure failure
                    ? failure.errorType()
                    : thrown.getClass().getName();
            return new FunctionError(type, String.valueOf(thrown.getMessage()));
        }
    }
}
