package dev.tokenry.local.gateway;

import dev.tokenry.local.lambda.LocalFunction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions that an API may name: its own stack's by logical id, and every stack's by ARN. */
@FunctionalInterface
public interface Functions {

    Optional<LocalFunction> find(String logicalIdOrArn);

    static Functions of(Map<String, LocalFunction> own) {
        return of(own, List.of());
    }

    /** An ARN counts with or without an alias: there is one version of each function here. */
    static Functions of(Map<String, LocalFunction> own, Collection<LocalFunction> others) {
        return name -> own.containsKey(name)
                ? Optional.of(own.get(name))
                : others.stream()
                        .filter(each -> name.equals(each.spec().arn())
                                || name.startsWith(each.spec().arn() + ":"))
                        .findFirst();
    }
}
