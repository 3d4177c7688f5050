package dev.tokenry.store.dynamodb;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.exchange.trust.IdentityFinder;
import dev.tokenry.exchange.trust.IdentityLink;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.model.UserIdentity;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the links of subjects in DynamoDB. A link that an earlier pepper seals is sealed again with the current one
 * when it is found, so that after a rotation no link of a person who signs in needs the earlier one.
 */
public final class DynamoIdentityFinder implements IdentityFinder {

    private final DynamoTable table;
    private final ItemSeal seal;

    public DynamoIdentityFinder(DynamoTable table, RecordSealer sealer) {
        this.table = table;
        this.seal = IdentityItem.seal(sealer);
    }

    @Override
    public Optional<IdentityLink> find(Issuer issuer, String subject) {
        UserIdentity identity = new UserIdentity(issuer.name(), issuer.id(), subject);
        String key = IdentityItem.key(identity);
        Optional<Map<String, Attribute>> item = table.getItem(key);
        Optional<IdentityLink> link = item.flatMap(attributes -> IdentityItem.fromItem(attributes, seal))
                // One of an earlier issuer of the name is of other people.
                .filter(stored -> stored.issuerId().equals(issuer.id()))
                .map(stored -> stored.toLink(identity));
        if (link.isPresent()) {
            refreshSeal(key, item.get());
        }
        return link;
    }

    /** A failure is ignored: the next use seals the link again. */
    private void refreshSeal(String key, Map<String, Attribute> item) {
        try {
            seal.refreshed(key, item).ifPresent(update -> table.updateIdempotent(key, update));
        } catch (ServiceUnavailableException e) {
            // The link is found all the same.
        }
    }
}
