package dev.tokenry.local.template;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the answers that the gateway makes itself, by response type. */
final class GatewayResponseReader {

    private GatewayResponseReader() {}

    static Map<String, GatewayResponse> read(@Nullable Object resolved, String where) {
        Map<String, GatewayResponse> result = new LinkedHashMap<>();
        Values.map(resolved, where)
                .forEach((type, written) ->
                        result.put(type, response(Values.map(written, where + "." + type), where + "." + type)));
        return result;
    }

    private static GatewayResponse response(Map<String, Object> written, String where) {
        Object status = written.get("StatusCode");
        Map<String, Object> templates = Values.map(written.get("ResponseTemplates"), where);
        Object body = templates.get("application/json");
        return new GatewayResponse(
                status == null ? null : (Integer) Values.number(status, where + ".StatusCode"),
                headers(Values.map(written.get("ResponseParameters"), where), where),
                body == null ? null : Values.text(body, where + ".ResponseTemplates"));
    }

    private static Map<String, String> headers(Map<String, Object> parameters, String where) {
        Map<String, String> result = new LinkedHashMap<>();
        Values.map(parameters.get("Headers"), where)
                .forEach((name, value) -> result.put(name, unquoted(value, where + ".Headers." + name)));
        return result;
    }

    /** API Gateway takes a static value in single quotes; without them it is a mapping from the request. */
    private static String unquoted(Object value, String where) {
        String text = Values.text(value, where);
        if (text.length() < 2 || !text.startsWith("'") || !text.endsWith("'")) {
            throw TemplateException.at(where, "a static value in single quotes is expected");
        }
        return text.substring(1, text.length() - 1);
    }
}
