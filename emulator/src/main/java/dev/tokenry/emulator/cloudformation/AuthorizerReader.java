package dev.tokenry.emulator.cloudformation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the authorizers of a REST API and rejects at startup what the gateway cannot emulate. */
final class AuthorizerReader {

    // The defaults of API Gateway.
    private static final int DEFAULT_TTL_SECONDS = 300;

    private AuthorizerReader() {}

    static Map<String, AuthorizerSpec> read(@Nullable Object resolved, String path, EmulatedIds ids) {
        Map<String, AuthorizerSpec> result = new LinkedHashMap<>();
        TemplateValues.map(resolved, path)
                .forEach((name, raw) ->
                        result.put(name, authorizer(TemplateValues.map(raw, path), path + "." + name, ids)));
        return result;
    }

    private static AuthorizerSpec authorizer(Map<String, Object> declaration, String path, EmulatedIds ids) {
        String function = ids.resolveFunction(
                TemplateValues.string(declaration.get("FunctionArn"), path + ".FunctionArn"), path + ".FunctionArn");
        return switch (TemplateValues.string(declaration.getOrDefault("FunctionPayloadType", "TOKEN"), path)) {
            case "TOKEN" -> token(declaration, function, path);
            case "REQUEST" -> request(declaration, function, path);
            default -> throw TemplateException.at(path + ".FunctionPayloadType", "TOKEN or REQUEST is expected");
        };
    }

    private static AuthorizerSpec request(Map<String, Object> declaration, String function, String path) {
        IdentityReader identity = IdentityReader.rest(declaration, path);
        List<IdentitySource> sources = identity.sources();
        return new AuthorizerSpec(
                AuthorizerSpec.Type.REQUEST,
                function,
                sources,
                null,
                identity.cacheTtl(DEFAULT_TTL_SECONDS, sources),
                false);
    }

    private static AuthorizerSpec token(Map<String, Object> declaration, String function, String path) {
        IdentityReader identity = IdentityReader.rest(declaration, path);
        String header =
                TemplateValues.string(identity.identity().getOrDefault("Header", "Authorization"), path + ".Identity");
        List<IdentitySource> sources = List.of(new IdentitySource(IdentitySource.From.HEADER, header));
        return new AuthorizerSpec(
                AuthorizerSpec.Type.TOKEN,
                function,
                sources,
                validationPattern(
                        identity.identity().get("ValidationExpression"), path + ".Identity.ValidationExpression"),
                identity.cacheTtl(DEFAULT_TTL_SECONDS, sources),
                false);
    }

    private static @Nullable String validationPattern(@Nullable Object raw, String path) {
        if (raw == null) {
            return null;
        }
        String expression = TemplateValues.string(raw, path);
        try {
            Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw TemplateException.at(path, "'" + expression + "' is not a regular expression");
        }
        return expression;
    }
}
