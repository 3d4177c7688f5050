package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.util.Map;
import java.util.Optional;

/** The functions that an API may name: its own stack's by logical id, and every stack's by ARN. */
@FunctionalInterface
public interface FunctionLookup {

    Optional<EmulatedFunction> find(String logicalIdOrArn);

    static FunctionLookup of(Map<String, EmulatedFunction> functions) {
        return name -> Optional.ofNullable(functions.get(name));
    }

    /** By ARN, whichever its alias or version: there is one version of each function here. */
    static FunctionLookup byArn(Map<String, EmulatedFunction> functions) {
        return arn -> Optional.ofNullable(functions.get(unqualified(arn)));
    }

    /** These, and the others where there is none of that name. */
    default FunctionLookup or(FunctionLookup fallback) {
        return name -> find(name).or(() -> fallback.find(name));
    }

    private static String unqualified(String arn) {
        return arn.split(":", -1).length == 8 ? arn.substring(0, arn.lastIndexOf(':')) : arn;
    }
}
