package dev.tokenry.store.dynamodb;

import dev.tokenry.model.Actor;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.ExchangeActor;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Leak;
import dev.tokenry.model.PossessionActor;
import dev.tokenry.model.Principal;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenActor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attribute in which a record keeps the stamp of its last change. It decides nothing, and no index contains it:
 * only the table's stream is read for it. Its names are short, because a token costs a second write unit from one
 * kilobyte on.
 */
final class LastChangeAttribute {

    static final String NAME = "lastChange";

    static final String OPERATION = "op";
    static final String AT = "at";
    static final String ACTOR = "by";
    static final String TOKEN_ID = "token";
    static final String OWNER = "owner";
    static final String PREVIOUS_SECRET = "previous";
    static final String FUNCTION = "function";
    static final String ISSUER = "issuer";
    static final String TRUST = "trust";
    static final String SUBJECT = "subject";
    static final String REQUEST_ID = "request";
    static final String SOURCE_IP = "ip";
    static final String USER_AGENT = "agent";

    static final String TOKEN_ACTOR = "token";
    static final String IAM_ACTOR = "iam";
    static final String POSSESSION_ACTOR = "possession";
    static final String EXCHANGE_ACTOR = "exchange";

    static final String LEAK = "leak";
    static final String LEAKED_PREVIOUS = "previous";
    static final String LEAK_SOURCE = "source";

    private LastChangeAttribute() {}

    static Attribute of(ChangeStamp stamp) {
        Map<String, Attribute> map = new LinkedHashMap<>();
        map.put(OPERATION, Attribute.fromS(stamp.operation().id()));
        map.put(AT, Attribute.fromN(Long.toString(stamp.at().toEpochMilli())));
        putActor(map, stamp.actor());
        putLeak(map, stamp.leak());
        return Attribute.fromM(map);
    }

    private static void putActor(Map<String, Attribute> map, Actor actor) {
        switch (actor) {
            case TokenActor(var principal, var request) -> putToken(map, principal, request);
            case IamActor(var function, var requestId) -> {
                map.put(ACTOR, Attribute.fromS(IAM_ACTOR));
                map.put(FUNCTION, Attribute.fromS(function));
                map.put(REQUEST_ID, Attribute.fromS(requestId));
            }
            case PossessionActor(var tokenId, var request) -> {
                map.put(ACTOR, Attribute.fromS(POSSESSION_ACTOR));
                map.put(TOKEN_ID, Attribute.fromS(tokenId.value()));
                putRequest(map, request);
            }
            case ExchangeActor(var issuer, var trust, var subject, var request) -> {
                map.put(ACTOR, Attribute.fromS(EXCHANGE_ACTOR));
                map.put(ISSUER, Attribute.fromS(issuer));
                map.put(TRUST, Attribute.fromS(trust));
                map.put(SUBJECT, Attribute.fromS(subject));
                putRequest(map, request);
            }
        }
    }

    private static void putLeak(Map<String, Attribute> map, @Nullable Leak leak) {
        if (leak != null) {
            Map<String, Attribute> fields = new LinkedHashMap<>();
            // Present in any case: the stream of DynamoDB Local does not tell a map without elements from a list.
            fields.put(LEAKED_PREVIOUS, Attribute.fromBool(leak.secret() == SecretGeneration.PREVIOUS));
            putIfPresent(fields, LEAK_SOURCE, leak.source());
            map.put(LEAK, Attribute.fromM(fields));
        }
    }

    private static void putToken(Map<String, Attribute> map, Principal principal, RequestInfo request) {
        map.put(ACTOR, Attribute.fromS(TOKEN_ACTOR));
        map.put(TOKEN_ID, Attribute.fromS(principal.tokenId().value()));
        map.put(OWNER, Attribute.fromS(principal.owner().spelling()));
        if (principal.secretGeneration() == SecretGeneration.PREVIOUS) {
            map.put(PREVIOUS_SECRET, Attribute.fromBool(true));
        }
        putRequest(map, request);
    }

    private static void putRequest(Map<String, Attribute> map, RequestInfo request) {
        putIfPresent(map, REQUEST_ID, request.requestId());
        putIfPresent(map, SOURCE_IP, request.sourceIp());
        putIfPresent(map, USER_AGENT, request.shortUserAgent());
    }

    private static void putIfPresent(Map<String, Attribute> map, String name, @Nullable String value) {
        if (value != null) {
            map.put(name, Attribute.fromS(value));
        }
    }
}
