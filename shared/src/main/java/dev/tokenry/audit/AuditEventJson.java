package dev.tokenry.audit;

import dev.tokenry.model.Leak;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.time.Timestamps;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts audit events to their JSON form, of which every destination gets the same. Absent values are absent. */
public final class AuditEventJson {

    /** Increases with each change that a reader of events could not ignore. */
    public static final int SCHEMA_VERSION = 1;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private AuditEventJson() {}

    public static Map<String, Object> of(AuditEvent event) {
        return new AuditEventJson()
                .put("schemaVersion", SCHEMA_VERSION)
                .put("id", event.id())
                .put("time", Timestamps.format(event.time()))
                .put("type", event.action().type())
                .put("action", event.action().id())
                .put("operation", event.operation())
                .put("actor", actor(event.actor()))
                .put("target", target(event.target()))
                .put(
                        "changes",
                        event.changes().stream().map(AuditEventJson::change).toList())
                .put("requestId", event.requestId())
                .put("environment", event.environment())
                .put("version", event.version())
                .put("sequenceNumber", event.isUnparsed() ? event.sequenceNumber() : null)
                .put("leak", event.leak() == null ? null : leak(event.leak()))
                .put(
                        "retiredSecretUse",
                        event.retiredSecretUse() == null ? null : retiredSecretUse(event.retiredSecretUse()))
                .putElements(
                        "tokens",
                        event.tokens().stream().map(AuditEventJson::token).toList())
                .fields;
    }

    private static Map<String, Object> actor(AuditActor actor) {
        AuditEventJson json = new AuditEventJson().put("kind", actor.kind());
        return switch (actor) {
            case AuditActor.Token token ->
                json.put("tokenId", token.tokenId())
                        .put("owner", token.owner())
                        .put("secret", token.secret())
                        .put("sourceIp", token.sourceIp())
                        .put("userAgent", token.userAgent())
                        .fields;
            case AuditActor.Iam iam -> json.put("function", iam.function()).fields;
            case AuditActor.Possession possession ->
                json.put("tokenId", possession.tokenId())
                        .put("sourceIp", possession.sourceIp())
                        .put("userAgent", possession.userAgent())
                        .fields;
            case AuditActor.Exchange exchange ->
                json.put("issuer", exchange.issuer())
                        .put("trust", exchange.trust())
                        .put("subject", exchange.subject())
                        .put("sourceIp", exchange.sourceIp())
                        .put("userAgent", exchange.userAgent())
                        .fields;
            case AuditActor.Service service -> json.put("service", service.name()).fields;
            case AuditActor.Unknown _ -> json.fields;
        };
    }

    private static Map<String, Object> leak(Leak leak) {
        return new AuditEventJson().put("secret", leak.secret().id()).put("source", leak.source()).fields;
    }

    private static Map<String, Object> retiredSecretUse(RetiredUse use) {
        return new AuditEventJson()
                .put("sourceIp", use.ipAddress())
                .putDate("firstAt", use.firstAt())
                .putDate("lastAt", use.lastAt())
                .put("count", use.count())
                .fields;
    }

    private static Map<String, Object> target(AuditTarget target) {
        return new AuditEventJson()
                .put("kind", target.kind().id())
                .put("id", target.id())
                .put("name", target.name())
                .put("owner", target.owner())
                .put("project", target.project())
                .fields;
    }

    private static Map<String, Object> change(AuditChange change) {
        AuditEventJson json = new AuditEventJson().put("field", change.field());
        return switch (change) {
            case AuditChange.Value(var _, var from, var to) ->
                json.put("from", from).put("to", to).fields;
            case AuditChange.Elements(var _, var added, var removed) ->
                json.putElements("added", added).putElements("removed", removed).fields;
            case AuditChange.Omitted _ -> json.put("omitted", true).fields;
        };
    }

    private static Map<String, Object> token(NoticedToken token) {
        return new AuditEventJson()
                .put("id", token.id())
                .put("name", token.name())
                .put("project", token.project())
                .putDate("expirationDate", token.expirationDate())
                .putDate("lastUsedDate", token.lastUsedDate())
                .putDate("disabledFrom", token.disabledFrom())
                .fields;
    }

    private AuditEventJson putDate(String name, @Nullable Instant time) {
        return put(name, time == null ? null : Timestamps.format(time));
    }

    private AuditEventJson putElements(String name, List<?> elements) {
        return put(name, elements.isEmpty() ? null : elements);
    }

    private AuditEventJson put(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }
}
