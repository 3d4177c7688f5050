package dev.tokenry.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the API's authorizers and refuses, at start, what the local gateway cannot do as AWS does. */
final class AuthorizerReader {

    private AuthorizerReader() {}

    static Map<String, Authorizer> read(@Nullable Object resolved, String where, LocalIds ids) {
        Map<String, Authorizer> result = new LinkedHashMap<>();
        Values.map(resolved, where)
                .forEach((name, written) ->
                        result.put(name, authorizer(Values.map(written, where), where + "." + name, ids)));
        return result;
    }

    private static Authorizer authorizer(Map<String, Object> written, String where, LocalIds ids) {
        if (!"REQUEST".equals(written.get("FunctionPayloadType"))) {
            throw TemplateException.at(where, "only FunctionPayloadType: REQUEST is emulated");
        }
        Map<String, Object> identity = Values.map(written.get("Identity"), where + ".Identity");
        Object reauthorize = identity.get("ReauthorizeEvery");
        // Omitted it would be 300 seconds, which is caching as well.
        if (reauthorize == null || !Values.text(reauthorize, where).equals("0")) {
            throw TemplateException.at(
                    where + ".Identity.ReauthorizeEvery", "only 0 is emulated: results are not cached here");
        }
        if (!(identity.get("Headers") instanceof List<?> headers && headers.size() == 1)) {
            throw TemplateException.at(where + ".Identity.Headers", "exactly one header is expected");
        }
        String arn = Values.text(written.get("FunctionArn"), where + ".FunctionArn");
        return new Authorizer(
                ids.functionOf(arn, where + ".FunctionArn"),
                Values.text(headers.getFirst(), where + ".Identity.Headers"));
    }
}
