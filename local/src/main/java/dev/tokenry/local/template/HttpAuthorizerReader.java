package dev.tokenry.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an HTTP API's authorizers and refuses, at start, what would fail in AWS on every call.
 *
 * @param hasPermissions whether the template grants permissions to invoke functions by itself
 */
record HttpAuthorizerReader(LocalIds ids, boolean hasPermissions) {

    Map<String, Authorizer> read(@Nullable Object resolved, String where) {
        Map<String, Authorizer> result = new LinkedHashMap<>();
        Values.map(resolved, where)
                .forEach((name, written) ->
                        result.put(name, authorizer(Values.map(written, where), where + "." + name)));
        return result;
    }

    private Authorizer authorizer(Map<String, Object> written, String where) {
        if (!written.containsKey("FunctionArn")) {
            throw TemplateException.at(where, "only Lambda authorizers are emulated");
        }
        if (!mayBeInvoked(written, where)) {
            throw TemplateException.at(
                    where,
                    "API Gateway may not invoke the function: FunctionInvokeRole or EnableFunctionDefaultPermissions"
                            + " is missing");
        }
        boolean simple = truth(written.get("EnableSimpleResponses"), where + ".EnableSimpleResponses");
        Authorizer.Kind kind = kind(written.get("AuthorizerPayloadFormatVersion"), where);
        if (simple && kind == Authorizer.Kind.HTTP_1) {
            throw TemplateException.at(where + ".EnableSimpleResponses", "payload format 1.0 knows policies only");
        }
        IdentityReader identity = IdentityReader.http(written, where);
        List<IdentitySource> sources = identity.sources();
        String arn = Values.text(written.get("FunctionArn"), where + ".FunctionArn");
        return new Authorizer(
                kind, ids.functionOf(arn, where + ".FunctionArn"), sources, null, identity.ttl(0, sources), simple);
    }

    private boolean mayBeInvoked(Map<String, Object> written, String where) {
        Object role = written.get("FunctionInvokeRole");
        return hasPermissions
                || (role != null && !role.equals("NONE"))
                || truth(written.get("EnableFunctionDefaultPermissions"), where + ".EnableFunctionDefaultPermissions");
    }

    private static Authorizer.Kind kind(@Nullable Object version, String where) {
        return switch (Values.text(version, where + ".AuthorizerPayloadFormatVersion")) {
            case "1.0" -> Authorizer.Kind.HTTP_1;
            case "2.0" -> Authorizer.Kind.HTTP_2;
            default ->
                throw TemplateException.at(where + ".AuthorizerPayloadFormatVersion", "'1.0' or '2.0' is expected");
        };
    }

    private static boolean truth(@Nullable Object written, String where) {
        return switch (written == null ? "false" : Values.text(written, where)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw TemplateException.at(where, "true or false is expected");
        };
    }
}
