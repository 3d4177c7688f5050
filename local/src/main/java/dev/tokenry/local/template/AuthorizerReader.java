package dev.tokenry.local.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads a REST API's authorizers and refuses, at start, what the local gateway cannot do as AWS does. */
final class AuthorizerReader {

    // What API Gateway takes when the template is silent.
    private static final int DEFAULT_TTL_SECONDS = 300;

    private AuthorizerReader() {}

    static Map<String, Authorizer> read(@Nullable Object resolved, String where, LocalIds ids) {
        Map<String, Authorizer> result = new LinkedHashMap<>();
        Values.map(resolved, where)
                .forEach((name, written) ->
                        result.put(name, authorizer(Values.map(written, where), where + "." + name, ids)));
        return result;
    }

    private static Authorizer authorizer(Map<String, Object> written, String where, LocalIds ids) {
        String function =
                ids.functionOf(Values.text(written.get("FunctionArn"), where + ".FunctionArn"), where + ".FunctionArn");
        return switch (Values.text(written.getOrDefault("FunctionPayloadType", "TOKEN"), where)) {
            case "TOKEN" -> token(written, function, where);
            case "REQUEST" -> request(written, function, where);
            default -> throw TemplateException.at(where + ".FunctionPayloadType", "TOKEN or REQUEST is expected");
        };
    }

    private static Authorizer request(Map<String, Object> written, String function, String where) {
        IdentityReader identity = IdentityReader.rest(written, where);
        List<IdentitySource> sources = identity.sources();
        return new Authorizer(
                Authorizer.Kind.REQUEST, function, sources, null, identity.ttl(DEFAULT_TTL_SECONDS, sources), false);
    }

    private static Authorizer token(Map<String, Object> written, String function, String where) {
        IdentityReader identity = IdentityReader.rest(written, where);
        String header = Values.text(identity.identity().getOrDefault("Header", "Authorization"), where + ".Identity");
        List<IdentitySource> sources = List.of(new IdentitySource(IdentitySource.From.HEADER, header));
        return new Authorizer(
                Authorizer.Kind.TOKEN,
                function,
                sources,
                validation(identity.identity().get("ValidationExpression"), where + ".Identity.ValidationExpression"),
                identity.ttl(DEFAULT_TTL_SECONDS, sources),
                false);
    }

    private static @Nullable String validation(@Nullable Object written, String where) {
        if (written == null) {
            return null;
        }
        String expression = Values.text(written, where);
        try {
            Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw TemplateException.at(where, "'" + expression + "' is not a regular expression");
        }
        return expression;
    }
}
