package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ApiRules;
import dev.tokenry.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts the rules of attached APIs to items and back. The only class that knows the names of their attributes. */
final class ApiRulesItem {

    /** Token ids do not contain {@code #}, so the keys of rules and tokens differ. */
    static final String KEY_PREFIX = "rules#";

    private static final String RULES = "rules";
    private static final String RESULT_TTL = "resultTtlSeconds";
    private static final String SIMPLE_RESPONSES = "simpleResponses";
    private static final String SCOPES = "scopes";
    private static final String CACHED_PER_SOURCE_IP = "cachedPerSourceIp";

    private static final long CURRENT_RECORD_VERSION = 1;

    private ApiRulesItem() {}

    static String key(String apiId) {
        return KEY_PREFIX + apiId;
    }

    static ItemBuilder of(ApiRules rules) {
        ItemBuilder attributes = new ItemBuilder()
                .stringList(RULES, rules.rules())
                .number(RESULT_TTL, rules.resultTtl().toSeconds())
                .bool(SIMPLE_RESPONSES, rules.simpleResponses())
                .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION);
        if (rules.cachedPerSourceIp()) {
            attributes.bool(CACHED_PER_SOURCE_IP, true);
        }
        return rules.scopes().isEmpty()
                ? attributes
                : attributes.stringList(
                        SCOPES, rules.scopes().stream().map(Scope::name).toList());
    }

    /** A deletion leaves it until the time to live removes it: a late replacement must not bring the rules back. */
    static ItemBuilder tombstone(Instant now) {
        return Tombstone.of(new ItemBuilder(), CURRENT_RECORD_VERSION, now, Tombstone.RETENTION_OF_NAMES);
    }

    /** Returns the rules of an item, or empty if they were deleted. */
    static Optional<ApiRules> fromItem(String key, Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader(key, attributes);
        item.requireVersion(CURRENT_RECORD_VERSION);
        if (Tombstone.is(item)) {
            return Optional.empty();
        }
        return Optional.of(new ApiRules(
                item.stringList(RULES),
                Duration.ofSeconds(item.number(RESULT_TTL, 0, ApiRules.MAX_RESULT_TTL.toSeconds())),
                item.bool(SIMPLE_RESPONSES),
                // Without it, tokens that are restricted to addresses are denied.
                item.has(CACHED_PER_SOURCE_IP) && item.bool(CACHED_PER_SOURCE_IP),
                scopes(item)));
    }

    private static List<Scope> scopes(ItemReader item) {
        List<Scope> scopes = new ArrayList<>();
        for (String name : item.has(SCOPES) ? item.stringList(SCOPES) : List.<String>of()) {
            Optional<Scope> scope = Scope.parse(name);
            if (scope.isEmpty()) {
                throw item.corrupt(SCOPES);
            }
            scopes.add(scope.get());
        }
        return scopes;
    }
}
