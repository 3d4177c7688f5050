package dev.tokenry.administration;

import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustQueryStore;

/** The trusts without which something cannot be. They come from an index, which is eventually consistent. */
final class HeldTrusts {

    private static final int MAX = UserPermissions.MAX_TOKENS;

    private HeldTrusts() {}

    /**
     * Requires that no trust is left.
     *
     * @param holder the start of the message, for example {@code The issuer}
     * @param remedy what can be done instead of deleting a trust
     * @throws ApiException.ConflictException if there are trusts
     */
    static void requireNone(
            TrustQueryStore trusts, TrustFilter filter, ErrorReason reason, String holder, String remedy) {
        int count = trusts.count(filter, MAX + 1);
        if (count == 0) {
            return;
        }
        String them = count == 1 ? "it" : "them";
        throw new ApiException.ConflictException(
                reason,
                holder + " is still named by " + CountText.of(count, MAX, "trust") + ". Delete " + them + " first"
                        + remedy.formatted(them) + ".");
    }
}
