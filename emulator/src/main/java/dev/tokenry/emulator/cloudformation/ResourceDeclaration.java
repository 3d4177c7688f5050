package dev.tokenry.emulator.cloudformation;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A resource as the template declares it, merged with the globals; nothing is resolved. */
public record ResourceDeclaration(
        String logicalId, String type, @Nullable String condition, Map<String, Object> properties) {

    private static final Set<String> EMULATED_TYPES = Set.of(
            "AWS::DynamoDB::Table",
            "AWS::Events::EventBus",
            "AWS::KMS::Key",
            "AWS::S3::Bucket",
            "AWS::SNS::Topic",
            "AWS::SQS::Queue");

    static ResourceDeclaration of(String logicalId, @Nullable Object raw, Globals globals) {
        String path = "Resources." + logicalId;
        Map<String, Object> resource = TemplateValues.map(raw, path);
        String type = TemplateValues.string(resource.get("Type"), path + ".Type");
        return new ResourceDeclaration(
                logicalId,
                type,
                resource.get("Condition") instanceof String condition ? condition : null,
                globals.mergeInto(TemplateValues.map(resource.get("Properties"), path + ".Properties"), type));
    }

    /** Returns whether an emulated service has the resource. */
    boolean isEmulated() {
        return EMULATED_TYPES.contains(type);
    }

    /** Returns whether the resource must be created before it can be referred to. */
    boolean isCreatable() {
        return isEmulated() || isCustom();
    }

    /** Returns whether this is a custom resource. */
    boolean isCustom() {
        return StackTemplate.isCustom(type);
    }

    boolean isSsmParameter() {
        return type.equals("AWS::SSM::Parameter");
    }

    boolean isRole() {
        return type.equals("AWS::IAM::Role");
    }

    boolean isManagedPolicy() {
        return type.equals("AWS::IAM::ManagedPolicy");
    }

    boolean isLogGroup() {
        return type.equals("AWS::Logs::LogGroup");
    }

    public boolean isFunction() {
        return type.equals("AWS::Serverless::Function");
    }

    boolean isEventSourceMapping() {
        return type.equals("AWS::Lambda::EventSourceMapping");
    }

    boolean isApi() {
        return type.equals("AWS::Serverless::Api") || isHttpApi();
    }

    boolean isHttpApi() {
        return type.equals("AWS::Serverless::HttpApi");
    }

    String path() {
        return "Resources." + logicalId + ".Properties";
    }
}
