package dev.tokenry.local;

import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.model.Limits;

/** The limits of the stack, which its functions have in their environment. */
final class FunctionLimits {

    private static final String VARIABLE = "LIMITS";

    private FunctionLimits() {}

    static Limits of(FunctionSpec function) {
        String limits = function.environment().get(VARIABLE);
        return limits == null ? Limits.NONE : Limits.parse(limits);
    }
}
