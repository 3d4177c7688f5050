package dev.tokenry.model;

import org.jspecify.annotations.Nullable;

/**
 * The recorded uses of a token that were rejected.
 *
 * @param last the last one; null if there was none
 * @param retired the uses of retired secrets; null if there were none since the last regeneration
 */
public record RejectedUses(
        @Nullable RejectedUse last, @Nullable RetiredUse retired) {

    public static final RejectedUses NONE = new RejectedUses(null, null);

    /** Returns a copy without uses of retired secrets, for a token that is regenerated. */
    public RejectedUses withoutRetired() {
        return new RejectedUses(last, null);
    }
}
