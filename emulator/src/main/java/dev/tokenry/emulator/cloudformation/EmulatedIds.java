package dev.tokenry.emulator.cloudformation;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The names, ids and ARNs of resources that the emulator does not store. */
record EmulatedIds(PseudoParameters pseudo) {

    private static final int API_ID_LENGTH = 10;

    String physicalName(String logicalId) {
        return pseudo.stackName() + "-" + logicalId;
    }

    String functionArn(String logicalId) {
        return pseudo.arn("lambda", "function:" + physicalName(logicalId));
    }

    /** Returns the ARN for the name of a function or its ARN, with the alias if there is one. */
    String functionArnOf(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : pseudo.arn("lambda", "function:" + nameOrArn);
    }

    String roleArn(String logicalId) {
        return iamArn("role/" + physicalName(logicalId));
    }

    /** ARNs of IAM contain no region. */
    private String iamArn(String resource) {
        return String.join(":", "arn", PseudoParameters.PARTITION, "iam", "", pseudo.accountId(), resource);
    }

    /**
     * Returns an API id. It differs between stacks and is the same in every run, so applications can store data under
     * it.
     */
    String apiId(String logicalId) {
        BigInteger digest = new BigInteger(1, sha256(physicalName(logicalId)));
        return digest.toString(Character.MAX_RADIX).substring(0, API_ID_LENGTH);
    }

    /** Returns the value of {@code Ref}. */
    String ref(ResourceDeclaration resource, String path) {
        if (resource.isApi()) {
            return apiId(resource.logicalId());
        }
        if (resource.isManagedPolicy()) {
            return iamArn("policy/" + physicalName(resource.logicalId()));
        }
        if (resource.isFunction() || resource.isRole() || resource.isLogGroup()) {
            return physicalName(resource.logicalId());
        }
        throw TemplateException.at(
                path, resource.logicalId() + " is of type " + resource.type() + ", which is not emulated");
    }

    /**
     * Returns the logical id if the ARN, with or without an alias, belongs to a function of this stack; otherwise the
     * ARN.
     */
    String resolveFunction(String arn, String path) {
        if (!arn.matches("arn:[a-z-]+:lambda:[a-z0-9-]+:\\d{12}:function:.+")) {
            throw TemplateException.at(path, arn + " is not the ARN of a function");
        }
        String start = functionArn("");
        // A logical id contains no hyphen. With a hyphen the ARN belongs to another stack whose name has the same
        // prefix.
        return arn.startsWith(start) && arn.substring(start.length()).matches("[A-Za-z0-9]+(:.*)?")
                ? arn.substring(start.length()).split(":", 2)[0]
                : arn;
    }

    /** Returns the value of {@code Fn::GetAtt}, or null if the emulator does not support the attribute. */
    @Nullable
    String attribute(ResourceDeclaration resource, String attribute) {
        String id = resource.logicalId();
        return switch (attribute) {
            case "Arn" -> arn(resource);
            case "Alias" -> resource.isFunction() ? alias(resource) : null;
            case "Version" -> resource.isFunction() ? functionArn(id) + ":1" : null;
            case "RootResourceId" -> resource.isApi() && !resource.isHttpApi() ? "root" : null;
            case "ApiEndpoint" -> resource.isHttpApi() ? endpoint(id) : null;
            default -> null;
        };
    }

    private @Nullable String alias(ResourceDeclaration function) {
        return function.properties().get("AutoPublishAlias") instanceof String alias
                ? functionArn(function.logicalId()) + ":" + alias
                : null;
    }

    private @Nullable String arn(ResourceDeclaration resource) {
        String id = resource.logicalId();
        if (resource.isFunction()) {
            return functionArn(id);
        }
        if (resource.isRole()) {
            return roleArn(id);
        }
        return resource.isLogGroup() ? pseudo.arn("logs", "log-group:" + physicalName(id) + ":*") : null;
    }

    /** Returns the endpoint in AWS: the port of the gateway is not known when the template is read. */
    private String endpoint(String logicalId) {
        return "https://" + apiId(logicalId) + ".execute-api." + pseudo.region() + ".amazonaws.com";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
