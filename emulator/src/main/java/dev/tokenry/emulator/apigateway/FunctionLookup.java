package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.util.Map;
import java.util.Optional;

/** Finds the functions to which an API can refer: by logical id in its own stack, by ARN in all stacks. */
@FunctionalInterface
public interface FunctionLookup {

    Optional<EmulatedFunction> find(String logicalIdOrArn);

    static FunctionLookup of(Map<String, EmulatedFunction> functions) {
        return name -> Optional.ofNullable(functions.get(name));
    }

    /** Finds functions by ARN; an alias or version is ignored, because each function has a single version. */
    static FunctionLookup byArn(Map<String, EmulatedFunction> functions) {
        return arn -> Optional.ofNullable(functions.get(unqualified(arn)));
    }

    /** Returns a lookup that searches these functions first and the others second. */
    default FunctionLookup or(FunctionLookup fallback) {
        return name -> find(name).or(() -> fallback.find(name));
    }

    private static String unqualified(String arn) {
        return arn.split(":", -1).length == 8 ? arn.substring(0, arn.lastIndexOf(':')) : arn;
    }
}
