package dev.tokenry.local.template;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A resource as the template declares it, its globals merged in and nothing resolved. */
record Declaration(String logicalId, String type, @Nullable String condition, Map<String, Object> properties) {

    private static final Set<String> STORED = Set.of("AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::S3::Bucket");

    static Declaration of(String logicalId, @Nullable Object written, Globals globals) {
        String where = "Resources." + logicalId;
        Map<String, Object> resource = Values.map(written, where);
        String type = Values.text(resource.get("Type"), where + ".Type");
        return new Declaration(
                logicalId,
                type,
                resource.get("Condition") instanceof String condition ? condition : null,
                globals.mergedInto(Values.map(resource.get("Properties"), where + ".Properties"), type));
    }

    /** Whether the local stack really keeps something for it. */
    boolean isStored() {
        return STORED.contains(type);
    }

    /** Whether somebody has to make it before it can be referred to. */
    boolean isMade() {
        return isStored() || isCustom();
    }

    /** Whether a function makes it. */
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

    boolean isFunction() {
        return type.equals("AWS::Serverless::Function");
    }

    boolean isApi() {
        return type.equals("AWS::Serverless::Api") || isHttpApi();
    }

    boolean isHttpApi() {
        return type.equals("AWS::Serverless::HttpApi");
    }

    String where() {
        return "Resources." + logicalId + ".Properties";
    }
}
