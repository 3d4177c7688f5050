package dev.tokenry.store.dynamodb;

import dev.tokenry.audit.AuditActor;
import dev.tokenry.audit.AuditStamp;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.Leak;
import dev.tokenry.model.SecretGeneration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the stamp of the last change of an item. */
final class LastChangeReader {

    private LastChangeReader() {}

    /** Returns the stamp of an item; empty if it has none, or one that no write of ours makes. */
    static Optional<AuditStamp> read(Map<String, Attribute> item) {
        Attribute attribute = item.get(LastChangeAttribute.NAME);
        if (attribute == null || !attribute.is(Attribute.Type.M)) {
            return Optional.empty();
        }
        ItemReader stamp = new ItemReader(LastChangeAttribute.NAME, attribute.m());
        try {
            return Optional.of(new AuditStamp(
                    stamp.string(LastChangeAttribute.OPERATION),
                    stamp.instant(LastChangeAttribute.AT),
                    actor(stamp),
                    stamp.stringOrNull(LastChangeAttribute.REQUEST_ID),
                    leak(attribute.m().get(LastChangeAttribute.LEAK))));
        } catch (CorruptRecordException e) {
            return Optional.empty();
        }
    }

    private static AuditActor actor(ItemReader stamp) {
        return switch (stamp.string(LastChangeAttribute.ACTOR)) {
            case LastChangeAttribute.TOKEN_ACTOR ->
                new AuditActor.Token(
                        stamp.string(LastChangeAttribute.TOKEN_ID),
                        stamp.stringOrNull(LastChangeAttribute.OWNER),
                        secret(stamp, LastChangeAttribute.PREVIOUS_SECRET).id(),
                        stamp.stringOrNull(LastChangeAttribute.SOURCE_IP),
                        stamp.stringOrNull(LastChangeAttribute.USER_AGENT));
            case LastChangeAttribute.IAM_ACTOR -> new AuditActor.Iam(stamp.string(LastChangeAttribute.FUNCTION));
            case LastChangeAttribute.POSSESSION_ACTOR ->
                new AuditActor.Possession(
                        stamp.string(LastChangeAttribute.TOKEN_ID),
                        stamp.stringOrNull(LastChangeAttribute.SOURCE_IP),
                        stamp.stringOrNull(LastChangeAttribute.USER_AGENT));
            case LastChangeAttribute.EXCHANGE_ACTOR ->
                new AuditActor.Exchange(
                        stamp.string(LastChangeAttribute.ISSUER),
                        stamp.string(LastChangeAttribute.TRUST),
                        stamp.string(LastChangeAttribute.SUBJECT),
                        stamp.stringOrNull(LastChangeAttribute.SOURCE_IP),
                        stamp.stringOrNull(LastChangeAttribute.USER_AGENT));
            default -> throw stamp.corrupt(LastChangeAttribute.ACTOR);
        };
    }

    private static @Nullable Leak leak(@Nullable Attribute attribute) {
        if (attribute == null) {
            return null;
        }
        if (!attribute.is(Attribute.Type.M)) {
            throw new CorruptRecordException(LastChangeAttribute.NAME, LastChangeAttribute.LEAK);
        }
        ItemReader leak = new ItemReader(LastChangeAttribute.NAME, attribute.m());
        return new Leak(
                secret(leak, LastChangeAttribute.LEAKED_PREVIOUS), leak.stringOrNull(LastChangeAttribute.LEAK_SOURCE));
    }

    private static SecretGeneration secret(ItemReader map, String previous) {
        return map.has(previous) && map.bool(previous) ? SecretGeneration.PREVIOUS : SecretGeneration.CURRENT;
    }
}
