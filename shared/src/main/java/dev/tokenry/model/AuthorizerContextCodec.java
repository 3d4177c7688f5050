package dev.tokenry.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts between a principal and the authorizer context that API Gateway passes to the functions
 * ({@code requestContext.authorizer}).
 *
 * <p>Every value is a string, and an empty string stands for an absent value. Every key is always present, except for
 * {@code regeneratedAt}, which belongs to a previous secret, and {@code addresses}, which belongs to a token that is
 * restricted to some. Decoding rejects everything else, so that no request is handled for a principal that the
 * authorizer did not authenticate.
 *
 * <p>The value of {@code owner} is in lower case, so that APIs that compare it see one owner whatever the spelling,
 * which is in {@code ownerName}. Earlier releases pass no {@code ownerName} and no {@code userId}.
 */
public final class AuthorizerContextCodec {

    private static final String TOKEN_ID = "tokenId";
    private static final String OWNER = "owner";
    private static final String OWNER_NAME = "ownerName";
    private static final String USER_ID = "userId";
    private static final String PROJECT = "project";
    private static final String SCOPES = "scopes";
    private static final String KIND = "kind";
    private static final String SECRET = "secret";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String REGENERATED_AT = "regeneratedAt";
    private static final String ADDRESSES = "addresses";

    private static final String API_TOKEN = "api";
    private static final String PERSONAL_TOKEN = "personal";
    private static final String BOOTSTRAP_TOKEN = "bootstrap";
    private static final String TOKEN_OF_JOB = "job";
    private static final String TOKEN_OF_SESSION = "session";
    private static final String CURRENT_SECRET = "current";
    private static final String PREVIOUS_SECRET = "previous";
    private static final String RESTRICTED = "restricted";

    private AuthorizerContextCodec() {}

    /**
     * Returns the authorizer context of a principal. The expiration is in epoch milliseconds; fractions of a
     * millisecond are dropped.
     */
    public static Map<String, String> encode(Principal principal) {
        Map<String, String> context = new LinkedHashMap<>();
        context.put(TOKEN_ID, principal.tokenId().value());
        context.put(OWNER, principal.owner().key());
        context.put(OWNER_NAME, principal.owner().spelling());
        context.put(USER_ID, principal.userId() == null ? "" : principal.userId());
        context.put(PROJECT, principal.project() == null ? "" : principal.project());
        context.put(SCOPES, principal.scopes().format());
        context.put(KIND, kind(principal));
        context.put(SECRET, principal.secretGeneration().id());
        context.put(
                EXPIRES_AT,
                principal.expiresAt() == null
                        ? ""
                        : Long.toString(principal.expiresAt().toEpochMilli()));
        if (principal.regeneratedAt() != null) {
            context.put(REGENERATED_AT, Long.toString(principal.regeneratedAt().toEpochMilli()));
        }
        if (principal.restrictedToAddresses()) {
            context.put(ADDRESSES, RESTRICTED);
        }
        return context;
    }

    private static String kind(Principal principal) {
        if (principal.bootstrap()) {
            return BOOTSTRAP_TOKEN;
        }
        if (principal.exchanged()) {
            return principal.personal() ? TOKEN_OF_SESSION : TOKEN_OF_JOB;
        }
        return principal.personal() ? PERSONAL_TOKEN : API_TOKEN;
    }

    /**
     * Returns the principal of an authorizer context. Keys that API Gateway adds are ignored.
     *
     * @throws IllegalStateException if the context is null or a key is missing or has an invalid value; the message
     *     contains the key and never the value
     */
    public static Principal decode(@Nullable Map<String, ?> context) {
        if (context == null) {
            throw new IllegalStateException("The request has no authorizer context");
        }
        String kind = oneOf(context, KIND, PERSONAL_TOKEN, BOOTSTRAP_TOKEN, TOKEN_OF_JOB, TOKEN_OF_SESSION, API_TOKEN);
        return new Principal(
                TokenId.parse(string(context, TOKEN_ID)).orElseThrow(() -> malformed(TOKEN_ID)),
                owner(context),
                context.containsKey(USER_ID) ? userId(string(context, USER_ID)) : null,
                project(string(context, PROJECT)),
                scopes(string(context, SCOPES)),
                kind.equals(PERSONAL_TOKEN) || kind.equals(TOKEN_OF_SESSION),
                oneOf(context, SECRET, CURRENT_SECRET, PREVIOUS_SECRET).equals(CURRENT_SECRET)
                        ? SecretGeneration.CURRENT
                        : SecretGeneration.PREVIOUS,
                instant(context, EXPIRES_AT),
                kind.equals(BOOTSTRAP_TOKEN),
                context.containsKey(REGENERATED_AT) ? instant(context, REGENERATED_AT) : null,
                context.containsKey(ADDRESSES)
                        && oneOf(context, ADDRESSES, RESTRICTED).equals(RESTRICTED),
                kind.equals(TOKEN_OF_JOB) || kind.equals(TOKEN_OF_SESSION));
    }

    private static String string(Map<String, ?> context, String key) {
        if (context.get(key) instanceof String value) {
            return value;
        }
        throw malformed(key);
    }

    private static OwnerName owner(Map<String, ?> context) {
        OwnerName owner = OwnerName.parse(string(context, OWNER)).orElseThrow(() -> malformed(OWNER));
        return context.containsKey(OWNER_NAME)
                ? OwnerName.parse(string(context, OWNER_NAME))
                        .filter(owner::equals)
                        .orElseThrow(() -> malformed(OWNER_NAME))
                : owner;
    }

    private static @Nullable String userId(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (!RecordId.isValid(text)) {
            throw malformed(USER_ID);
        }
        return text;
    }

    private static @Nullable String project(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (!NameRules.isValidProject(text)) {
            throw malformed(PROJECT);
        }
        return text;
    }

    private static Scopes scopes(String text) {
        try {
            return Scopes.parse(text);
        } catch (IllegalArgumentException e) {
            throw malformed(SCOPES);
        }
    }

    private static String oneOf(Map<String, ?> context, String key, String... values) {
        String value = string(context, key);
        if (!List.of(values).contains(value)) {
            throw malformed(key);
        }
        return value;
    }

    private static @Nullable Instant instant(Map<String, ?> context, String key) {
        String text = string(context, key);
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("[0-9]{1,15}")) {
            throw malformed(key);
        }
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    private static IllegalStateException malformed(String key) {
        return new IllegalStateException("The authorizer context has no valid " + key);
    }
}
