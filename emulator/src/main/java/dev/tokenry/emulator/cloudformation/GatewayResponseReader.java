package dev.tokenry.emulator.cloudformation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the customized gateway responses by response type. */
final class GatewayResponseReader {

    private GatewayResponseReader() {}

    static Map<String, GatewayResponse> read(@Nullable Object resolved, String path) {
        Map<String, GatewayResponse> result = new LinkedHashMap<>();
        TemplateValues.map(resolved, path)
                .forEach((type, raw) ->
                        result.put(type, response(TemplateValues.map(raw, path + "." + type), path + "." + type)));
        return result;
    }

    private static GatewayResponse response(Map<String, Object> declaration, String path) {
        Object status = declaration.get("StatusCode");
        Map<String, Object> templates = TemplateValues.map(declaration.get("ResponseTemplates"), path);
        Object body = templates.get("application/json");
        return new GatewayResponse(
                status == null ? null : (Integer) TemplateValues.number(status, path + ".StatusCode"),
                headers(TemplateValues.map(declaration.get("ResponseParameters"), path), path),
                body == null ? null : TemplateValues.string(body, path + ".ResponseTemplates"));
    }

    private static Map<String, String> headers(Map<String, Object> parameters, String path) {
        Map<String, String> result = new LinkedHashMap<>();
        TemplateValues.map(parameters.get("Headers"), path)
                .forEach((name, value) -> result.put(name, unquote(value, path + ".Headers." + name)));
        return result;
    }

    /** API Gateway expects a static value in single quotes; without quotes the value is a mapping from the request. */
    private static String unquote(Object value, String path) {
        String text = TemplateValues.string(value, path);
        if (text.length() < 2 || !text.startsWith("'") || !text.endsWith("'")) {
            throw TemplateException.at(path, "a static value in single quotes is expected");
        }
        return text.substring(1, text.length() - 1);
    }
}
