package dev.tokenry.store.dynamodb;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The item of a usual token that no table has. It is parsed where no token is found, so that both cost a parse. */
final class DecoyToken {

    static final TokenId ID = new TokenId("decoy", "A".repeat(24));

    private DecoyToken() {}

    static Map<String, Attribute> item() {
        OwnerName owner = OwnerName.of("anna@example.org");
        Instant now = Instant.EPOCH;
        Instant expiresAt = now.plus(Duration.ofDays(365));
        Token token = new Token(
                ID,
                new TokenOrigin(owner, "0".repeat(24), owner, "web-shop", true, false, now),
                new TokenSettings(
                        "Nightly build of the web shop",
                        null,
                        true,
                        Scopes.of(Scope.READ_TOKENS, Scope.WRITE_TOKENS, Scope.READ_USERS),
                        expiresAt,
                        now),
                SecretDigests.initial(new SecretDigest(1, new byte[SecretDigest.BYTES])),
                new LastUse(
                        now,
                        "203.0.113.7",
                        new ScopeUse(
                                now,
                                Map.of(Scope.READ_TOKENS, ScopeUse.dayOf(now), Scope.READ_USERS, ScopeUse.dayOf(now)))),
                Token.FIRST_VERSION);
        return TokenItem.fullItem(token, Duration.ZERO)
                .string(DynamoTable.KEY, ID.value())
                .string(DynamoTable.NONCE, "0".repeat(24))
                .item();
    }
}
