package dev.tokenry.store.dynamodb;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.dynamodb.ConsumedCapacityRecorder.Units;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The capacity units that each call of the store consumes. */
@RequiresBackend(Capability.CONSUMED_CAPACITY)
class DynamoTokenStoreCapacityIT {

    /** By a browser, whose User-Agent header is longer than what a stamp keeps. */
    private static final ChangeStamp STAMP = new ChangeStamp(
            Operation.UPDATE_TOKEN,
            new TokenActor(
                    new Principal(
                            SampleTokens.newId(),
                            OwnerName.of("administrator@example.org"),
                            null,
                            Scopes.of(Scope.WRITE_TOKENS),
                            false,
                            SecretGeneration.CURRENT,
                            null),
                    new RequestInfo("8476a536-e9f4-11e8-9739-2dfe598c3fcd", "203.0.113.195", "x".repeat(150))),
            NOW);

    private final TestTable table = new TestTable();
    private final ConsumedCapacityRecorder capacities = new ConsumedCapacityRecorder();
    private final DynamoDbClient client = TestTable.clientBuilder()
            .httpClient(AwsHttpClient.create())
            .overrideConfiguration(settings -> settings.addExecutionInterceptor(capacities))
            .build();
    private final TokenStore store = table.store(client);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void finding_a_token_is_one_read_unit() {
        Token token = insert(typicalToken());

        store.find(token.id());
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 0));
        store.find(SampleTokens.newId());
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 0));
    }

    @Test
    void creating_is_one_write_unit_and_one_for_each_index_that_holds_the_token() {
        store.insert(typicalToken(), STAMP);
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 3));
        store.insert(SampleTokens.bare(), STAMP);
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 2));
    }

    @Test
    void disabling_is_one_write_unit_and_one_for_each_index() {
        Token token = insert(typicalToken());

        store.replace(token, token.withSettings(enabled(token.settings(), false)), STAMP);
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 3));
    }

    @Test
    void regenerating_is_one_write_unit_and_none_for_an_index() {
        Token token = insert(typicalToken());
        SecretDigests regenerated = new SecretDigests(
                SampleTokens.newDigest(2),
                new SecretDigests.PreviousDigest(token.secrets().current(), NOW.plusSeconds(3600)),
                NOW);

        store.replace(token, token.withSecrets(regenerated), STAMP);
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 0));
    }

    /** From one kilobyte on, each write of the table costs a second unit. */
    @Test
    void a_token_of_ten_long_scopes_costs_a_second_unit_of_the_table_once_it_is_changed() {
        Token token = typicalLargeToken();

        store.insert(token, STAMP);
        assertThat(capacities.takeUnits()).isEqualTo(new Units(2, 3));
        store.replace(token, token.withSettings(enabled(token.settings(), false)), STAMP);
        assertThat(capacities.takeUnits()).isEqualTo(new Units(2, 3));
    }

    @Test
    void deleting_is_one_write_unit_and_one_for_each_index() {
        Token token = insert(typicalToken());

        store.delete(token, STAMP);
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 3));
    }

    @Test
    @RequiresBackend(Capability.CONSUMED_CAPACITY_OF_BATCHES)
    void creating_with_an_idempotency_key_costs_a_transaction_of_two_items() {
        Token token = typicalToken();
        IdempotencyKey key = IdempotencyKey.parse("once", "{}").orElseThrow();
        IdempotencyRecord record =
                new IdempotencyRecord(SampleTokens.newId().value(), key, token.id(), NOW.plusSeconds(60));

        table.idempotencyStore(client, false).insert(token, record, NOW, STAMP);
        assertThat(capacities.takeUnits().table()).isEqualTo(2 + 2);
    }

    @Test
    @RequiresBackend(Capability.CONSUMED_CAPACITY_OF_BATCHES)
    void with_unique_names_only_writes_that_change_a_name_cost_a_transaction() {
        TokenStore storeWithUniqueNames = table.store(client, true);
        Token token = typicalToken();

        storeWithUniqueNames.insert(token, STAMP);
        assertThat(capacities.takeUnits().table()).isEqualTo(2 + 2);
        storeWithUniqueNames.replace(token, token.withSettings(enabled(token.settings(), false)), STAMP);
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 3));
        Token current = storeWithUniqueNames.find(token.id()).orElseThrow();
        capacities.takeUnits();
        storeWithUniqueNames.replace(
                current, current.withSettings(SampleTokens.renamed(current.settings(), "Other")), STAMP);
        // Two units for each of three items in DynamoDB; DynamoDB Local appears to round the sum of small items.
        assertThat(capacities.takeUnits().table()).isBetween(2.0 + 2, 2.0 + 2 + 2);
        Token renamed = storeWithUniqueNames.find(token.id()).orElseThrow();
        capacities.takeUnits();
        storeWithUniqueNames.delete(renamed, STAMP);
        assertThat(capacities.takeUnits().table()).isEqualTo(2 + 2);
    }

    private Token insert(Token token) {
        assertThat(store.insert(token, STAMP)).isTrue();
        capacities.takeUnits();
        return token;
    }

    /** Returns a token of a project with five scopes, an expiration and a previous secret. */
    private static Token typicalToken() {
        return token(
                new TokenOrigin("ci-web-shop", "administrator@example.org", "web-shop", false, NOW),
                "Nightly build of the web shop",
                5,
                at -> "deployments" + (char) ('A' + at) + ".write",
                "203.0.113.195");
    }

    /** Returns a token with ten scopes and every optional field except the description. */
    static Token typicalLargeToken() {
        return token(
                new TokenOrigin(
                        "technical-user-of-the-build", "administrator@example.org", "apollo-production", true, NOW),
                "Deploys the nightly build of the web shop to production",
                10,
                at -> "deployments.environment" + (char) ('A' + at) + ".write",
                "2001:0db8:85a3:0000:0000:8a2e:0370:7334");
    }

    private static Token token(
            TokenOrigin origin, String name, int scopes, IntFunction<String> nameOfScope, String lastUsedIp) {
        return new Token(
                SampleTokens.newId(),
                origin,
                new TokenSettings(
                        name,
                        null,
                        true,
                        new Scopes(IntStream.range(0, scopes)
                                .mapToObj(nameOfScope)
                                .map(Scope::new)
                                .toList()),
                        NOW.plus(Duration.ofDays(365)),
                        NOW),
                new SecretDigests(
                        SampleTokens.newDigest(2),
                        new SecretDigests.PreviousDigest(SampleTokens.newDigest(1), NOW),
                        NOW),
                new LastUse(NOW, lastUsedIp),
                1234);
    }

    private static TokenSettings enabled(TokenSettings settings, boolean enabled) {
        return new TokenSettings(
                settings.name(),
                settings.description(),
                enabled,
                settings.scopes(),
                settings.expiresAt(),
                settings.allowedIps(),
                settings.modifiedAt());
    }
}
