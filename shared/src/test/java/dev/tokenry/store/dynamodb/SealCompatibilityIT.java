package dev.tokenry.store.dynamodb;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.crypto.TestSealer;
import dev.tokenry.error.CorruptRecordException.LaterFormatException;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.condition.ConditionsParser;
import dev.tokenry.exchange.trust.IdentityLink;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SampleIssuers;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.UserIdentity;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What one release has sealed, another one reads. The items are written out and never changed; their seals were
 * computed with Python's hmac, with a pepper whose bytes are all 1.
 */
@RequiresBackend
class SealCompatibilityIT {

    private static final String CONDITIONS = "[{\"claim\":\"sub\",\"equals\":\"a\"}]";

    private static final Map<String, AttributeValue> TRUST = Map.ofEntries(
            Map.entry("pk", text("trust#ci")),
            Map.entry("recordVersion", number(1)),
            Map.entry("nonce", text("n")),
            Map.entry("kind", text("R")),
            Map.entry("createdKey", text("ci")),
            Map.entry("trustId", text("00cc")),
            Map.entry("issuerName", text("gh")),
            Map.entry("issuerId", text("0011")),
            Map.entry("conditions", text(CONDITIONS)),
            Map.entry("grant", text("jobs")),
            Map.entry("trustProject", text("web")),
            Map.entry("trustOwner", text("ci-bot")),
            Map.entry("scopes", list("apiTokens.read")),
            Map.entry("lifetimeSeconds", number(900)),
            Map.entry("enabled", AttributeValue.fromBool(true)),
            Map.entry("createdBy", text("jane")),
            Map.entry("createdAt", number(NOW.toEpochMilli())),
            Map.entry("trust", list("issuer:gh", "project:web", "owner:ci-bot")),
            Map.entry("version", number(7)),
            Map.entry("pepper", number(1)),
            Map.entry("seal", bytes("59c5b7cbace5fbeded3507ba9e07e7d4ed6097b91333fbfb590cbfcf178a3651")));

    private static final Map<String, AttributeValue> ISSUER = Map.ofEntries(
            Map.entry("pk", text("issuer#gh")),
            Map.entry("recordVersion", number(1)),
            Map.entry("nonce", text("n")),
            Map.entry("kind", text("I")),
            Map.entry("createdKey", text("gh")),
            Map.entry("issuerId", text("0011")),
            Map.entry("issuerKind", text("GITHUB")),
            Map.entry("issuer", text("https://issuer.example")),
            Map.entry("audiences", list("https://tokenry.example")),
            Map.entry("singleUse", AttributeValue.fromBool(true)),
            Map.entry("maxAgeSeconds", number(3600)),
            Map.entry("enabled", AttributeValue.fromBool(true)),
            Map.entry("version", number(3)),
            Map.entry("pepper", number(1)),
            Map.entry("seal", bytes("59da798814345573fc7ed0dc7045ec7df12fdf5de4f7e1253dca1d81ef2f7365")));

    /** The subject is 1. */
    private static final Map<String, AttributeValue> LINK = Map.ofEntries(
            Map.entry("pk", text("identity#people#a4ayc_80_OGda4BO_1o_V0etpOqiLx1JwB5S3beHW0s")),
            Map.entry("recordVersion", number(1)),
            Map.entry("nonce", text("n")),
            Map.entry("issuerId", text("0033")),
            Map.entry("linkedUser", text("anna")),
            Map.entry("userId", text("0a0b")),
            Map.entry("linkedAt", number(NOW.toEpochMilli())),
            Map.entry("version", number(NOW.toEpochMilli())),
            Map.entry("pepper", number(1)),
            Map.entry("seal", bytes("b98b453c942c18a936d96eb1f78091703c72bd950a33c791fddab100507f3ffa")));

    private final TestTable table = new TestTable();
    private final DynamoTable items = new DynamoTable(table.client(), table.name(), new SecureRandom());
    private final DynamoTrustStore trusts = new DynamoTrustStore(items, TestSealer.SEALER, TestTable.CLOCK);
    private final DynamoIssuerStore issuers = new DynamoIssuerStore(items, TestSealer.SEALER, TestTable.CLOCK);

    private final DynamoIdentityFinder identities = new DynamoIdentityFinder(items, TestSealer.SEALER);

    @Test
    void sealed_records_are_read() {
        table.load(List.of(TRUST, ISSUER));

        assertThat(trusts.find("ci"))
                .hasValue(new Trust(
                        "ci",
                        "00cc",
                        "gh",
                        "0011",
                        ConditionsParser.parseText(CONDITIONS).orElseThrow(),
                        new TrustGrant.ForJobs(
                                "web",
                                OwnerName.of("ci-bot"),
                                null,
                                Scopes.of(Scope.READ_TOKENS),
                                AllowedIps.EVERY,
                                Duration.ofMinutes(15)),
                        null,
                        true,
                        null,
                        OwnerName.of("jane"),
                        NOW,
                        null,
                        null,
                        7));
        assertThat(issuers.find("gh"))
                .hasValue(new Issuer(
                        "gh",
                        "0011",
                        IssuerKind.GITHUB,
                        "https://issuer.example",
                        List.of("https://tokenry.example"),
                        null,
                        true,
                        Duration.ofHours(1),
                        null,
                        true,
                        3));
    }

    @Test
    void sealed_links_are_read() {
        table.load(List.of(LINK));

        Issuer people = SampleIssuers.people("people");
        assertThat(identities.find(people, "1"))
                .hasValue(new IdentityLink(
                        new UserIdentity("people", people.id(), "1"), OwnerName.of("anna"), "0a0b", NOW));
    }

    @Test
    void records_of_a_later_format_are_not_read() {
        Map<String, AttributeValue> trust = new HashMap<>(TRUST);
        trust.put("recordVersion", number(2));
        Map<String, AttributeValue> issuer = new HashMap<>(ISSUER);
        issuer.put("recordVersion", number(2));
        table.load(List.of(trust, issuer));

        assertThatExceptionOfType(LaterFormatException.class).isThrownBy(() -> trusts.find("ci"));
        assertThatExceptionOfType(LaterFormatException.class).isThrownBy(() -> issuers.find("gh"));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static AttributeValue list(String... values) {
        return AttributeValue.fromL(Stream.of(values).map(AttributeValue::fromS).toList());
    }

    private static AttributeValue bytes(String hex) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(HexFormat.of().parseHex(hex)));
    }
}
