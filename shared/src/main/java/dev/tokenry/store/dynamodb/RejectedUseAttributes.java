package dev.tokenry.store.dynamodb;

import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RejectedUses;
import dev.tokenry.model.RetiredUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attributes of the rejected uses of a token. No index contains them, and no release decides by them. */
final class RejectedUseAttributes {

    static final String REJECTED_AT = "rejectedAt";
    static final String REJECTED_IP = "rejectedIp";
    static final String REJECTED_REASON = "rejectedReason";

    /** The uses of retired secrets: the table's stream is read for them. */
    static final String RETIRED_USED_AT = "retiredUsedAt";

    static final String RETIRED_FIRST_USED_AT = "retiredFirstUsedAt";
    static final String RETIRED_USED_IP = "retiredUsedIp";
    static final String RETIRED_USES = "retiredUses";

    static final List<String> ALL = List.of(
            REJECTED_AT,
            REJECTED_IP,
            REJECTED_REASON,
            RETIRED_USED_AT,
            RETIRED_FIRST_USED_AT,
            RETIRED_USED_IP,
            RETIRED_USES);

    private RejectedUseAttributes() {}

    static void put(ItemBuilder item, RejectedUses uses) {
        putLast(item, uses.last());
        putRetired(item, uses.retired());
    }

    static void putLast(ItemBuilder item, @Nullable RejectedUse use) {
        item.instant(REJECTED_AT, use == null ? null : use.at())
                .string(REJECTED_IP, use == null ? null : use.ipAddress())
                .string(REJECTED_REASON, use == null ? null : use.reason());
    }

    static void putRetired(ItemBuilder item, @Nullable RetiredUse use) {
        item.instant(RETIRED_USED_AT, use == null ? null : use.lastAt())
                .instant(RETIRED_FIRST_USED_AT, use == null ? null : use.firstAt())
                .string(RETIRED_USED_IP, use == null ? null : use.ipAddress())
                .number(RETIRED_USES, use == null ? null : use.count());
    }

    static RejectedUses fromItem(ItemReader item) {
        RejectedUse last = item.hasNone(REJECTED_AT, REJECTED_IP, REJECTED_REASON)
                ? null
                : new RejectedUse(
                        item.instant(REJECTED_AT), item.stringOrNull(REJECTED_IP), item.string(REJECTED_REASON));
        RetiredUse retired = item.hasNone(RETIRED_USED_AT, RETIRED_FIRST_USED_AT, RETIRED_USED_IP, RETIRED_USES)
                ? null
                : new RetiredUse(
                        item.instant(RETIRED_FIRST_USED_AT),
                        item.instant(RETIRED_USED_AT),
                        item.stringOrNull(RETIRED_USED_IP),
                        item.number(RETIRED_USES, 1, Long.MAX_VALUE));
        return last == null && retired == null ? RejectedUses.NONE : new RejectedUses(last, retired);
    }
}
