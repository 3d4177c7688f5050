package dev.tokenry.token;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The principal as the authorizer hands it to the functions behind it: flat strings, every key always there, an empty
 * value where there is none. Whatever is not exactly that is refused, so that no request is ever served for a principal
 * that was made up.
 */
public final class PrincipalContext {

    private static final String TOKEN_ID = "tokenId";
    private static final String OWNER = "owner";
    private static final String PROJECT = "project";
    private static final String SCOPES = "scopes";
    private static final String KIND = "kind";
    private static final String SECRET = "secret";
    private static final String EXPIRES_AT = "expiresAt";

    private static final String API_TOKEN = "api";
    private static final String PERSONAL_TOKEN = "personal";
    private static final String CURRENT_SECRET = "current";
    private static final String PREVIOUS_SECRET = "previous";

    private PrincipalContext() {}

    public static Map<String, String> write(Principal principal) {
        Map<String, String> context = new LinkedHashMap<>();
        context.put(TOKEN_ID, principal.tokenId().value());
        context.put(OWNER, principal.owner());
        context.put(PROJECT, principal.project() == null ? "" : principal.project());
        context.put(SCOPES, principal.scopes().asText());
        context.put(KIND, principal.personal() ? PERSONAL_TOKEN : API_TOKEN);
        context.put(SECRET, principal.secret() == SecretUsed.CURRENT ? CURRENT_SECRET : PREVIOUS_SECRET);
        context.put(
                EXPIRES_AT,
                principal.expiresAt() == null
                        ? ""
                        : Long.toString(principal.expiresAt().toEpochMilli()));
        return context;
    }

    /** @throws IllegalStateException naming the key, never its value, when the context is absent, incomplete or malformed */
    public static Principal read(@Nullable Map<String, ?> context) {
        if (context == null) {
            throw new IllegalStateException("The request carries no authorizer context");
        }
        return new Principal(
                TokenId.parse(text(context, TOKEN_ID)).orElseThrow(() -> malformed(TOKEN_ID)),
                owner(text(context, OWNER)),
                project(text(context, PROJECT)),
                scopes(text(context, SCOPES)),
                isFirstOf(context, KIND, PERSONAL_TOKEN, API_TOKEN),
                isFirstOf(context, SECRET, CURRENT_SECRET, PREVIOUS_SECRET) ? SecretUsed.CURRENT : SecretUsed.PREVIOUS,
                expiresAt(text(context, EXPIRES_AT)));
    }

    private static String text(Map<String, ?> context, String key) {
        if (context.get(key) instanceof String text) {
            return text;
        }
        throw malformed(key);
    }

    private static String owner(String text) {
        if (!Names.isOwner(text)) {
            throw malformed(OWNER);
        }
        return text;
    }

    private static @Nullable String project(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (!Names.isProject(text)) {
            throw malformed(PROJECT);
        }
        return text;
    }

    private static Scopes scopes(String text) {
        try {
            return Scopes.fromText(text);
        } catch (IllegalArgumentException e) {
            throw malformed(SCOPES);
        }
    }

    private static boolean isFirstOf(Map<String, ?> context, String key, String first, String second) {
        String text = text(context, key);
        if (!text.equals(first) && !text.equals(second)) {
            throw malformed(key);
        }
        return text.equals(first);
    }

    private static @Nullable Instant expiresAt(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("[0-9]{1,15}")) {
            throw malformed(EXPIRES_AT);
        }
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    private static IllegalStateException malformed(String key) {
        return new IllegalStateException("The authorizer context has no valid " + key);
    }
}
