package dev.tokenry.local.gateway;

import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.util.Map;
import java.util.Optional;

/** The functions that an API may name: its own stack's by logical id, and every stack's by ARN. */
@FunctionalInterface
public interface Functions {

    Optional<EmulatedFunction> find(String logicalIdOrArn);

    static Functions of(Map<String, EmulatedFunction> own) {
        return name -> Optional.ofNullable(own.get(name));
    }

    /** By ARN, whichever its alias or version: there is one version of each function here. */
    static Functions byArn(Map<String, EmulatedFunction> functions) {
        return arn -> Optional.ofNullable(functions.get(unqualified(arn)));
    }

    /** These, and the others where there is none of that name. */
    default Functions or(Functions others) {
        return name -> find(name).or(() -> others.find(name));
    }

    private static String unqualified(String arn) {
        return arn.split(":", -1).length == 8 ? arn.substring(0, arn.lastIndexOf(':')) : arn;
    }
}
