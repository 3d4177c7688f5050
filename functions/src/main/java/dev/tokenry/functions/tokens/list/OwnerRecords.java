package dev.tokenry.functions.tokens.list;

import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import dev.tokenry.store.UserQueryStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The user records of the owners of listed tokens, each read once. */
final class OwnerRecords {

    private final UserQueryStore users;
    private final DamagedRecords damagedRecords;
    private final Map<OwnerName, Optional<User>> records = new HashMap<>();

    OwnerRecords(UserQueryStore users, DamagedRecords damagedRecords) {
        this.users = users;
        this.damagedRecords = damagedRecords;
    }

    /** Reads the records of these owners that were not read before. */
    void load(Collection<OwnerName> owners) {
        Set<OwnerName> missing = new HashSet<>(owners);
        missing.removeAll(records.keySet());
        if (!missing.isEmpty()) {
            Map<OwnerName, User> damaged = new HashMap<>();
            Map<OwnerName, User> found =
                    new HashMap<>(users.findAll(missing, owner -> damaged.put(owner, User.unreadable(owner))));
            found.putAll(damaged);
            damagedRecords.add(damaged.size());
            missing.forEach(owner -> records.put(owner, Optional.ofNullable(found.get(owner))));
        }
    }

    /** Returns the record of a loaded owner; empty if the owner has none. One stands for a damaged record. */
    Optional<User> get(OwnerName owner) {
        return records.getOrDefault(owner, Optional.empty());
    }
}
