package dev.tokenry.restore;

/**
 * What a replay does where the rules leave a choice.
 *
 * @param copies whether secrets and new records are copied from the source. Not if the source was compromised: what
 *     cannot be brought over without copying is then disabled.
 * @param keepsDeleted whether tokens that were deleted since are disabled instead, so that operators can enable those
 *     that were deleted by mistake
 * @param targetInUse whether functions use the restored table already. Users and rules that are only in the source were
 *     then deleted from it, and creating them again would give access back. Without this, they were created since the
 *     restore point.
 */
record ReplayPolicy(boolean copies, boolean keepsDeleted, boolean targetInUse) {}
