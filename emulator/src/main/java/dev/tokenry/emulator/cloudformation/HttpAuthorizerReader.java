package dev.tokenry.emulator.cloudformation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the authorizers of an HTTP API and rejects at startup what would fail in AWS on every call.
 *
 * @param hasPermissions whether the template declares permissions to invoke functions
 */
record HttpAuthorizerReader(EmulatedIds ids, boolean hasPermissions) {

    Map<String, AuthorizerSpec> read(@Nullable Object resolved, String path) {
        Map<String, AuthorizerSpec> result = new LinkedHashMap<>();
        TemplateValues.map(resolved, path)
                .forEach((name, raw) -> result.put(name, authorizer(TemplateValues.map(raw, path), path + "." + name)));
        return result;
    }

    private AuthorizerSpec authorizer(Map<String, Object> declaration, String path) {
        if (!declaration.containsKey("FunctionArn")) {
            throw TemplateException.at(path, "only Lambda authorizers are emulated");
        }
        if (!mayBeInvoked(declaration, path)) {
            throw TemplateException.at(
                    path,
                    "API Gateway may not invoke the function: FunctionInvokeRole or EnableFunctionDefaultPermissions"
                            + " is missing");
        }
        boolean simpleResponses = bool(declaration.get("EnableSimpleResponses"), path + ".EnableSimpleResponses");
        AuthorizerSpec.Type type = payloadType(declaration.get("AuthorizerPayloadFormatVersion"), path);
        if (simpleResponses && type == AuthorizerSpec.Type.HTTP_1) {
            throw TemplateException.at(path + ".EnableSimpleResponses", "payload format 1.0 supports only policies");
        }
        IdentityReader identity = IdentityReader.http(declaration, path);
        List<IdentitySource> sources = identity.sources();
        String arn = TemplateValues.string(declaration.get("FunctionArn"), path + ".FunctionArn");
        return new AuthorizerSpec(
                type,
                ids.resolveFunction(arn, path + ".FunctionArn"),
                sources,
                null,
                identity.cacheTtl(0, sources),
                simpleResponses);
    }

    private boolean mayBeInvoked(Map<String, Object> declaration, String path) {
        Object role = declaration.get("FunctionInvokeRole");
        return hasPermissions
                || (role != null && !role.equals("NONE"))
                || bool(
                        declaration.get("EnableFunctionDefaultPermissions"),
                        path + ".EnableFunctionDefaultPermissions");
    }

    private static AuthorizerSpec.Type payloadType(@Nullable Object version, String path) {
        return switch (TemplateValues.string(version, path + ".AuthorizerPayloadFormatVersion")) {
            case "1.0" -> AuthorizerSpec.Type.HTTP_1;
            case "2.0" -> AuthorizerSpec.Type.HTTP_2;
            default ->
                throw TemplateException.at(path + ".AuthorizerPayloadFormatVersion", "'1.0' or '2.0' is expected");
        };
    }

    private static boolean bool(@Nullable Object raw, String path) {
        return switch (raw == null ? "false" : TemplateValues.string(raw, path)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw TemplateException.at(path, "true or false is expected");
        };
    }
}
