package dev.tokenry.functions.resource;

import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Limit;
import dev.tokenry.model.Limits;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.TokenStatus;
import dev.tokenry.time.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JSON representation of a token. It never contains the secret, and omits fields without a value. */
public final class TokenJson {

    /** How long a scope must not have been used to be reported. */
    private static final Duration UNUSED_PERIOD = Duration.ofDays(90);

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private TokenJson() {}

    /** Returns all fields. */
    public static Map<String, Object> full(Token token, TokenStatus status, Limits limits, Instant now) {
        Map<String, Object> json = full(token, now);
        json.put("status", status.value());
        String disabledReason = token.disabledReason();
        if (disabledReason != null) {
            json.put("disabledReason", disabledReason);
        }
        List<String> violated = violatedLimits(token.settings(), limits, now);
        if (!violated.isEmpty()) {
            json.put("violatedLimits", violated);
        }
        return json;
    }

    /** Returns all fields and those about the use of scopes. */
    public static Map<String, Object> full(
            Token token, TokenStatus status, Limits limits, ScopeUse scopeUse, Instant now) {
        Map<String, Object> json = full(token, status, limits, now);
        Scopes scopes = token.settings().scopes();
        List<Map<String, Object>> used =
                scopes.intersect(new Scopes(List.copyOf(scopeUse.days().keySet()))).values().stream()
                        .map(scope -> scopeUse(
                                scopes,
                                scope,
                                Objects.requireNonNull(scopeUse.days().get(scope))))
                        .toList();
        putIfNotEmpty(json, "scopeUse", used);
        LastUse lastUse = token.lastUse();
        Scopes unused = ScopeUse.unusedSince(
                now.minus(UNUSED_PERIOD),
                scopes,
                Objects.requireNonNullElse(
                        token.settings().modifiedAt(), token.origin().createdAt()),
                lastUse == null ? null : lastUse.withScopeUse(scopeUse));
        putIfNotEmpty(json, "unusedScopes", scopes.intersect(unused).requestedNames());
        return json;
    }

    private static Map<String, Object> scopeUse(Scopes scopes, Scope scope, LocalDate day) {
        return new TokenJson()
                .put("scope", scopes.aliases().getOrDefault(scope, scope.name()))
                .put("lastUsedDate", day.atStartOfDay(ZoneOffset.UTC).toInstant())
                .fields;
    }

    private static void putIfNotEmpty(Map<String, Object> json, String name, List<?> values) {
        if (!values.isEmpty()) {
            json.put(name, values);
        }
    }

    /** An expired token is not used any more, and must be within the limits before it is. */
    private static List<String> violatedLimits(TokenSettings settings, Limits limits, Instant now) {
        return settings.isExpiredAt(now)
                ? List.of()
                : limits.violatedBy(settings, now).stream().map(Limit::value).toList();
    }

    /** Returns all fields of the record, that is, all but the status and the violated limits. */
    public static Map<String, Object> full(Token token, Instant now) {
        TokenOrigin origin = token.origin();
        TokenSettings settings = token.settings();
        LastUse lastUse = token.lastUse();
        ExchangeOrigin exchange = origin.exchange();
        return new TokenJson()
                .put("id", token.id().value())
                .put("name", settings.name())
                .put("description", settings.description())
                .put("enabled", settings.enabled())
                .put("personalAccessToken", origin.personal())
                .put("owner", origin.owner().spelling())
                .put("createdBy", origin.createdBy().spelling())
                .put("project", origin.project())
                .put("trust", exchange == null ? null : exchange.trust())
                .put("subject", exchange == null ? null : exchange.subject())
                .put("maxCreatedDays", exchange == null ? null : exchange.maxCreatedDays())
                .put("creationDate", origin.createdAt())
                .put("modifiedDate", settings.modifiedAt())
                .put("lastUsedDate", lastUse == null ? null : lastUse.at())
                .put("lastUsedIpAddress", lastUse == null ? null : lastUse.ipAddress())
                .put("expirationDate", settings.expiresAt())
                .put("scopes", settings.scopes().requestedNames())
                .put(
                        "allowedIps",
                        settings.allowedIps().isRestricted()
                                ? settings.allowedIps().format()
                                : null)
                .put("regeneratedDate", token.secrets().regeneratedAt())
                .put("previousSecretValidUntil", previousSecretValidUntil(token.secrets(), now))
                .put("currentSecretLastUsedDate", token.secrets().currentLastUsedAt())
                .put("previousSecretLastUsedDate", previousSecretLastUsedAt(token.secrets(), now))
                .put("lastRefusedUse", rejectedUse(token.rejectedUses().last()))
                .put("retiredSecretUse", retiredUse(token.rejectedUses().retired()))
                .fields;
    }

    private static @Nullable Map<String, Object> rejectedUse(@Nullable RejectedUse use) {
        return use == null
                ? null
                : new TokenJson()
                        .put("at", use.at())
                        .put("sourceIp", use.ipAddress())
                        .put("reason", use.reason())
                        .fields;
    }

    private static @Nullable Map<String, Object> retiredUse(@Nullable RetiredUse use) {
        return use == null
                ? null
                : new TokenJson()
                        .put("firstAt", use.firstAt())
                        .put("lastAt", use.lastAt())
                        .put("sourceIp", use.ipAddress())
                        .put("count", use.count())
                        .fields;
    }

    /**
     * Returns the fields of a token whose record is damaged.
     *
     * @param origin what can be read of it; empty texts and {@link TokenOrigin#UNKNOWN_TIME} where they cannot be read
     * @param settings what can be read of them; empty texts and no scopes where they cannot be read
     */
    public static Map<String, Object> damaged(TokenId id, TokenOrigin origin, TokenSettings settings) {
        List<String> scopes = settings.scopes().names();
        return new TokenJson()
                .put("id", id.value())
                .put("name", textOrNull(settings.name()))
                .put("enabled", settings.enabled())
                .put("personalAccessToken", origin.personal())
                .put("owner", textOrNull(origin.owner().spelling()))
                .put("createdBy", textOrNull(origin.createdBy().spelling()))
                .put("project", origin.project())
                .put("creationDate", origin.createdAt().equals(TokenOrigin.UNKNOWN_TIME) ? null : origin.createdAt())
                .put("modifiedDate", settings.modifiedAt())
                .put("expirationDate", settings.expiresAt())
                .put("scopes", scopes.isEmpty() ? null : scopes)
                .put("status", TokenStatus.DAMAGED.value())
                .fields;
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Returns the representation of a new token value, the only one that contains it. */
    public static Map<String, Object> issued(String tokenValue, Token token, Instant now) {
        return new TokenJson()
                .put("id", token.id().value())
                .put("token", tokenValue)
                .put("expirationDate", token.settings().expiresAt())
                .put("previousSecretValidUntil", previousSecretValidUntil(token.secrets(), now))
                .fields;
    }

    private static @Nullable Instant previousSecretLastUsedAt(SecretDigests secrets, Instant now) {
        return secrets.previousValidAt(now)
                .map(SecretDigests.PreviousDigest::lastUsedAt)
                .orElse(null);
    }

    private static @Nullable Instant previousSecretValidUntil(SecretDigests secrets, Instant now) {
        return secrets.previousValidAt(now)
                .map(SecretDigests.PreviousDigest::validUntil)
                .orElse(null);
    }

    private TokenJson put(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value instanceof Instant instant ? Timestamps.format(instant) : value);
        }
        return this;
    }
}
