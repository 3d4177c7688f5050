package dev.tokenry.emulator.cloudformation;

import org.jspecify.annotations.Nullable;

/** The values of CloudFormation's pseudo parameters. */
public record PseudoParameters(String region, String accountId, String stackName) {

    static final String PARTITION = "aws";

    @Nullable
    Object get(String name) {
        return switch (name) {
            case "AWS::Region" -> region;
            case "AWS::AccountId" -> accountId;
            case "AWS::StackName" -> stackName;
            case "AWS::StackId" -> stackId();
            case "AWS::Partition" -> PARTITION;
            case "AWS::URLSuffix" -> "amazonaws.com";
            case "AWS::NoValue" -> IntrinsicFunctions.NO_VALUE;
            default -> null;
        };
    }

    public String stackId() {
        return arn("cloudformation", "stack/" + stackName + "/local");
    }

    String arn(String service, String resource) {
        return String.join(":", "arn", PARTITION, service, region, accountId, resource);
    }
}
