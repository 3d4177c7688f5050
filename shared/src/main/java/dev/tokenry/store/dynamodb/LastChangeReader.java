package dev.tokenry.store.dynamodb;

import dev.tokenry.audit.AuditActor;
import dev.tokenry.audit.AuditStamp;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.SecretGeneration;
import java.util.Map;
import java.util.Optional;

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
                    stamp.stringOrNull(LastChangeAttribute.REQUEST_ID)));
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
                        secret(stamp).id(),
                        stamp.stringOrNull(LastChangeAttribute.SOURCE_IP),
                        stamp.stringOrNull(LastChangeAttribute.USER_AGENT));
            case LastChangeAttribute.IAM_ACTOR -> new AuditActor.Iam(stamp.string(LastChangeAttribute.FUNCTION));
            default -> throw stamp.corrupt(LastChangeAttribute.ACTOR);
        };
    }

    private static SecretGeneration secret(ItemReader stamp) {
        return stamp.has(LastChangeAttribute.PREVIOUS_SECRET) && stamp.bool(LastChangeAttribute.PREVIOUS_SECRET)
                ? SecretGeneration.PREVIOUS
                : SecretGeneration.CURRENT;
    }
}
