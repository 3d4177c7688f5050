package dev.tokenry.audit;

import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.EmailAddress;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.Language;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Project;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.time.Timestamps;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What events tell of a record: the fields that the API shows, but nothing of its secrets.
 *
 * @param fields the values: texts, numbers, truth values and lists of texts
 * @param lastUse the fields of the last use, which no event tells but that of the deletion: nothing else remembers them
 *     then
 * @param version null if the record has none
 * @param secrets the digests of a token, by which a regeneration is recognized; null for all other records
 */
public record AuditedRecord(
        AuditTarget target,
        Map<String, Object> fields,
        Map<String, Object> lastUse,
        @Nullable Long version,
        @Nullable SecretDigests secrets) {

    /** Describes a record that is not used, and has no secrets. */
    private AuditedRecord(AuditTarget target, Map<String, Object> fields, @Nullable Long version) {
        this(target, fields, Map.of(), version, null);
    }

    /** Describes a record of a kind that this package does not know. */
    public static AuditedRecord of(AuditTarget target, FieldValues fields, long version) {
        return new AuditedRecord(target, fields.values, version);
    }

    /** A value that an event does not contain, because not all who read the event may see it. */
    record Withheld(Object value) {}

    /** The field that makes a change an enabling or disabling. */
    public static final String ENABLED = "enabled";

    /**
     * Describes a token.
     *
     * @param at the time at which it is described: an overlap that ended before is none
     */
    public static AuditedRecord of(Token token, Instant at) {
        TokenOrigin origin = token.origin();
        ExchangeOrigin exchange = origin.exchange();
        TokenSettings settings = token.settings();
        FieldValues fields = new FieldValues()
                .put("name", settings.name())
                .put("description", settings.description())
                .put(ENABLED, settings.enabled())
                .put("owner", origin.owner().spelling())
                .put("createdBy", origin.createdBy().spelling())
                .put("project", origin.project())
                .put("personalAccessToken", origin.personal())
                .put("trust", exchange == null ? null : exchange.trust())
                .put("subject", exchange == null ? null : exchange.subject())
                .put("maxCreatedDays", exchange == null ? null : exchange.maxCreatedDays())
                .put("creationDate", origin.createdAt())
                .put("expirationDate", settings.expiresAt())
                .put("scopes", settings.scopes().requestedNames())
                .put("allowedIps", settings.allowedIps().format())
                .put("disabledReason", token.disabledReason())
                .put("unusedMarkedDate", token.lifecycle().unusedMarkedAt())
                .put("regeneratedDate", token.secrets().regeneratedAt())
                .put(
                        "previousSecretValidUntil",
                        token.secrets()
                                .previousValidAt(at)
                                .map(SecretDigests.PreviousDigest::validUntil)
                                .orElse(null));
        LastUse used = token.lastUse();
        FieldValues lastUse = used == null
                ? new FieldValues()
                : new FieldValues().put("lastUsedDate", used.at()).put("lastUsedIpAddress", used.ipAddress());
        AuditTarget target = new AuditTarget(
                Kind.TOKEN, token.id().value(), settings.name(), origin.owner().spelling(), origin.project());
        return new AuditedRecord(target, fields.values, lastUse.values, token.version(), token.secrets());
    }

    public static AuditedRecord of(User user) {
        EmailAddress email = user.contact().email();
        Language language = user.contact().language();
        return new AuditedRecord(
                AuditTarget.of(Kind.USER, user.name().spelling()),
                new FieldValues()
                        .put("name", user.name().spelling())
                        .put("firstName", user.firstName())
                        .put("lastName", user.lastName())
                        .put("email", email == null ? null : new Withheld(email))
                        .put("language", language == null ? null : language.code())
                        .put(
                                "identities",
                                user.identities().isEmpty() ? null : new Withheld(Set.copyOf(user.identities())))
                        .put(ENABLED, user.enabled())
                        .put("scopes", user.scopes().requestedNames())
                        .put("manageOwnTokens", user.manageOwnTokens())
                        .put("confirmed", user.confirmed() ? true : null)
                        .put(
                                "leads",
                                user.leads().stream().map(LedProject::name).toList())
                        .values,
                user.version());
    }

    public static AuditedRecord of(Project project) {
        return new AuditedRecord(
                AuditTarget.of(Kind.PROJECT, project.name()),
                new FieldValues().put("name", project.name()).put("displayName", project.displayName()).values,
                project.version());
    }

    public static AuditedRecord of(OwnScope scope) {
        Scope replacedBy = scope.replacedBy();
        return new AuditedRecord(
                AuditTarget.of(Kind.SCOPE, scope.scope().name()),
                new FieldValues()
                        .put("name", scope.scope().name())
                        .put("description", scope.description())
                        .put("api", scope.api())
                        .put("apis", scope.apis())
                        .put("deprecated", scope.entry().deprecated())
                        .put("replacedBy", replacedBy == null ? null : replacedBy.name())
                        .values,
                scope.version());
    }

    public static AuditedRecord of(ScopeTemplate template) {
        return new AuditedRecord(
                AuditTarget.of(Kind.SCOPE_TEMPLATE, template.name()),
                new FieldValues()
                        .put("name", template.name())
                        .put("description", template.description())
                        .put("scopes", template.scopes().requestedNames())
                        .values,
                template.version());
    }

    public static AuditedRecord of(String apiId, ApiRules rules) {
        return new AuditedRecord(
                AuditTarget.of(Kind.RULES, apiId),
                new FieldValues()
                        .put("rules", rules.rules())
                        .put("authorizerResultTtlInSeconds", rules.resultTtl().toSeconds())
                        .put("enableSimpleResponses", rules.simpleResponses())
                        .put("cachedPerSourceIp", rules.cachedPerSourceIp())
                        .put("scopes", rules.scopes().stream().map(Scope::name).toList())
                        .values,
                null);
    }

    /** Describes a generation of bootstrap, which has created a token. */
    public static AuditedRecord ofBootstrap(int generation, TokenId created) {
        return new AuditedRecord(
                AuditTarget.of(Kind.BOOTSTRAP, Integer.toString(generation)),
                new FieldValues().put("tokenId", created.value()).values,
                null);
    }

    /** Describes a pepper, of which the record has a check value that is not told. */
    public static AuditedRecord ofPepper(int version) {
        return new AuditedRecord(AuditTarget.of(Kind.PEPPER, Integer.toString(version)), Map.of(), null);
    }

    /**
     * Returns whether this token has got another secret since. Another digest of another pepper version can be one of
     * the same secret.
     */
    boolean isRegenerated(AuditedRecord before) {
        if (secrets == null || before.secrets == null) {
            return false;
        }
        boolean hasOtherDigest = secrets.isRegenerated(before.secrets)
                && secrets.current().pepperVersion() == before.secrets.current().pepperVersion();
        return hasOtherDigest || !Objects.equals(secrets.regeneratedAt(), before.secrets.regeneratedAt());
    }

    /** Returns all that is known of the record, for the event of its deletion. */
    Map<String, Object> allFields() {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.putAll(lastUse);
        return all;
    }

    /** Collects the fields of a record that have a value. */
    public static final class FieldValues {

        private final Map<String, Object> values = new LinkedHashMap<>();

        /**
         * @param value a text, a number, a truth value, a time or a list of texts; null or empty if the field has no
         *     value
         */
        public FieldValues put(String name, @Nullable Object value) {
            if (value != null && !value.equals(List.of())) {
                values.put(name, value instanceof Instant instant ? Timestamps.format(instant) : value);
            }
            return this;
        }
    }
}
