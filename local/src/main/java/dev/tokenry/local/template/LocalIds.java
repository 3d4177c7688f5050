package dev.tokenry.local.template;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names, ids and ARNs that things without a store of their own have on this machine. */
record LocalIds(Pseudo pseudo) {

    /** One API per stack, so its id need not be made up. */
    static final String API_ID = "local";

    String name(String logicalId) {
        return pseudo.stackName() + "-" + logicalId;
    }

    String functionArn(String logicalId) {
        return pseudo.arn("lambda", "function:" + name(logicalId));
    }

    /** The function that an ARN of ours, with or without an alias, names. */
    String functionOf(String arn, String where) {
        String start = functionArn("");
        if (!arn.startsWith(start)) {
            throw TemplateException.at(where, arn + " is not a function of this stack");
        }
        return arn.substring(start.length()).split(":", 2)[0];
    }

    /** What {@code Fn::GetAtt} gives; null when it is not known here. */
    @Nullable
    String attribute(Declaration resource, String attribute) {
        String id = resource.logicalId();
        return switch (attribute) {
            case "Arn" -> resource.isFunction() ? functionArn(id) : pseudo.arn(service(resource.type()), name(id));
            case "Alias" -> resource.isFunction() ? alias(resource) : null;
            case "Version" -> resource.isFunction() ? functionArn(id) + ":1" : null;
            case "RootResourceId" -> resource.isApi() ? "root" : null;
            default -> null;
        };
    }

    private @Nullable String alias(Declaration function) {
        return function.properties().get("AutoPublishAlias") instanceof String alias
                ? functionArn(function.logicalId()) + ":" + alias
                : null;
    }

    private static String service(String type) {
        String[] parts = type.split("::", 3);
        return parts.length > 1 ? parts[1].toLowerCase(Locale.ROOT) : type;
    }
}
