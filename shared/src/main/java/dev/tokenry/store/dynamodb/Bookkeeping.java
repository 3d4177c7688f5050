package dev.tokenry.store.dynamodb;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Changes of the table that change no record: uses, and new digests of the same secrets. */
final class Bookkeeping {

    /** The beginnings of the keys of items that are no records. */
    static final List<String> ITEMS = List.of(
            DynamoIdempotencyStore.KEY_PREFIX,
            // The change of the user tells those of its links.
            IdentityItem.KEY_PREFIX,
            KeySetItem.KEY_PREFIX,
            NameReservation.KEY_PREFIX,
            ScopeUseItem.KEY_PREFIX,
            NoticeItem.KEY_PREFIX,
            DynamoExchangedTokenStore.KEY_PREFIX);

    private static final Set<String> TOKEN_ATTRIBUTES = Set.of(
            RejectedUseAttributes.REJECTED_AT,
            RejectedUseAttributes.REJECTED_IP,
            RejectedUseAttributes.REJECTED_REASON,
            RejectedUseAttributes.RETIRED_USED_AT,
            RejectedUseAttributes.RETIRED_FIRST_USED_AT,
            RejectedUseAttributes.RETIRED_USED_IP,
            RejectedUseAttributes.RETIRED_USES,
            TokenItem.LAST_USED_AT,
            TokenItem.LAST_USED_IP,
            SecretAttributes.CURRENT_USED_AT,
            SecretAttributes.PREVIOUS_USED_AT,
            ScopeUseAttributes.SCOPE_USE,
            ScopeUseAttributes.SINCE);

    private static final Set<String> PROJECT_ATTRIBUTES = Set.of(ProjectItem.LAST_UPLOAD_AT);

    private static final Set<String> TRUST_ATTRIBUTES = Set.of(TrustItem.LAST_USED_AT);

    /** A digest and the version of its pepper. If both change and nothing else does, the secret is the same. */
    private static final List<Set<String>> MIGRATIONS = List.of(
            Set.of(SecretAttributes.DIGEST, SecretAttributes.PEPPER),
            Set.of(SecretAttributes.PREVIOUS_DIGEST, SecretAttributes.PREVIOUS_PEPPER));

    private Bookkeeping() {}

    /** Returns whether an item is no record, so that no change of it is one. */
    static boolean isItem(String key) {
        return ITEMS.stream().anyMatch(key::startsWith);
    }

    /** Returns whether nothing else changed in an item that exists before and after the change. */
    static boolean isChange(String key, Map<?, ?> before, Map<?, ?> after) {
        Set<Object> changed = new HashSet<>();
        collectChanged(before, after, changed);
        collectChanged(after, before, changed);
        if (key.startsWith(ProjectItem.KEY_PREFIX)) {
            return PROJECT_ATTRIBUTES.containsAll(changed);
        }
        if (key.startsWith(TrustItem.KEY_PREFIX)) {
            return TRUST_ATTRIBUTES.containsAll(changed);
        }
        if (key.contains("#")) {
            return changed.isEmpty();
        }
        changed.removeAll(TOKEN_ATTRIBUTES);
        changed.removeAll(NoticeItem.MARKS);
        for (Set<String> migration : MIGRATIONS) {
            if (changed.containsAll(migration)) {
                changed.removeAll(migration);
            }
        }
        return changed.isEmpty();
    }

    /** Returns whether a change that changes no record tells the use of a retired secret of a token. */
    static boolean isRetiredUse(String key, Map<?, ?> before, Map<?, ?> after) {
        Object lastUse = after.get(RejectedUseAttributes.RETIRED_USED_AT);
        return !key.contains("#")
                && lastUse != null
                && !lastUse.equals(before.get(RejectedUseAttributes.RETIRED_USED_AT));
    }

    private static void collectChanged(Map<?, ?> image, Map<?, ?> other, Set<Object> changed) {
        image.forEach((name, value) -> {
            if (!Objects.equals(value, other.get(name))) {
                changed.add(name);
            }
        });
    }
}
