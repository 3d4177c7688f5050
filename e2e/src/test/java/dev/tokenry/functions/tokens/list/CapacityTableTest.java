package dev.tokenry.functions.tokens.list;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.InvalidValueException;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.functions.tokens.selector.TokenSelector;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.SampleUsers;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.dynamodb.ConsumedCapacityRecorder;
import dev.tokenry.store.dynamodb.ConsumedCapacityRecorder.Units;
import dev.tokenry.store.dynamodb.DynamoCredentialFinder;
import dev.tokenry.store.dynamodb.DynamoLastUseStore;
import dev.tokenry.store.dynamodb.DynamoTable;
import dev.tokenry.store.dynamodb.DynamoUserQueryStore;
import dev.tokenry.store.dynamodb.DynamoUserStore;
import dev.tokenry.store.dynamodb.TestTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The capacity units of each operation, with few and with many tokens, as documented. Many are one of the long checks.
 */
@RequiresBackend({Capability.CONSUMED_CAPACITY, Capability.CONSUMED_CAPACITY_OF_BATCHES})
class CapacityTableTest {

    /** The number of tokens in each table that have the same owner, and that have the same project. */
    private static final int TOKENS_PER_OWNER = 50;

    private static final TokenFilter ALL = new TokenFilter.All();

    @Test
    void the_documented_units_at_100_tokens_match_the_measurement() throws Exception {
        assertThat(measure(100)).isEqualTo(documentedUnits(2));
    }

    @Test
    @EnabledIfSystemProperty(named = "tokenry.growth", matches = "true", disabledReason = "Takes half a minute")
    void the_documented_units_at_10_000_tokens_match_the_measurement() throws Exception {
        assertThat(measure(10_000)).isEqualTo(documentedUnits(3));
    }

    /** Returns the operations of the first table of the document, and the units in another of its columns. */
    private static Map<String, String> documentedUnits(int column) throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        Files.readAllLines(Path.of("..", "docs", "capacity.md")).stream()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .forEach(cells -> table.put(cells[1].strip(), cells[column].strip()));
        return table;
    }

    private Map<String, String> measure(int tokens) throws InvalidValueException {
        TestTable table = new TestTable();
        ConsumedCapacityRecorder capacities = new ConsumedCapacityRecorder();
        try (DynamoDbClient client = TestTable.clientBuilder()
                .httpClient(AwsHttpClient.create())
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(capacities))
                .build()) {
            Map<String, String> results = new LinkedHashMap<>();
            TokenStore store = table.store(client);
            Token first = typicalToken(0);
            store.insert(first, STAMP);
            table.load(otherItems(first, table.item(first.id()), tokens));
            capacities.takeUnits();
            Lists lists = new Lists(table, client);

            lists.showPage(ALL, "", "-creationDate", 1);
            results.put("list: first page, newest first, with its count", format(capacities));
            lists.showPage(ALL, "", "-creationDate", 3);
            results.put("list: `page=3`, after its count", format(capacities));
            new Lists(table, client).showPage(ALL, "", "-creationDate", 3);
            results.put("list: `page=3`, with its count", format(capacities));
            lists.showNextPage(ALL, "", "-creationDate");
            results.put("list: any further page, newest first", format(capacities));
            lists.showPage(ALL, "owner(\"one-owner\")", "-creationDate", 1);
            results.put("list: first page of an owner with 50 tokens", format(capacities));
            lists.showPage(ALL, "project(\"one-project\")", "-creationDate", 1);
            results.put("list: first page of a project with 50 tokens", format(capacities));
            lists.showPage(ALL, "name(\"build\")", "-creationDate", 1);
            results.put("list: first page, filtered, with its count", format(capacities));
            lists.showPage(ALL, "name(\"build\")", "-creationDate", 3);
            results.put("list: `page=3`, filtered, after its count, where all match", format(capacities));
            lists.showNextPage(ALL, "name(\"build\")", "-creationDate");
            results.put("list: further page, filtered, where all match", format(capacities));
            lists.showPage(ALL, "name(\"build\")", "+name", 1);
            results.put("list: any page, sorted by name, filtered or not", format(capacities));
            lists.showPage(ALL, "", "-lastUsedDate", 1);
            results.put("list: any page, sorted by last use", format(capacities));
            lists.showUnusedScopes();
            results.put("list: any page, filtered by unused scopes", format(capacities));
            store.find(first.id());
            results.put("get, lookup", format(capacities));
            measureAuthorization(first, table, client, capacities, results);
            measureLastUse(
                    first,
                    new DynamoLastUseStore(new DynamoTable(client, table.name(), new SecureRandom())),
                    capacities,
                    results);
            Token created = typicalToken(tokens + 1);
            store.insert(created, STAMP);
            results.put("create, in a project", format(capacities));
            Token idempotent = typicalToken(tokens + 2);
            table.idempotencyStore(client, false).insert(idempotent, claim(idempotent), NOW, STAMP);
            results.put("create, in a project, with an `Idempotency-Key`", format(capacities));
            store.replace(created, created.withSettings(disabled(created.settings())), STAMP);
            results.put("update, patch, enable, disable, each token of a bulk call", format(capacities));
            Token disabled = store.find(created.id()).orElseThrow();
            capacities.takeUnits();
            store.replace(disabled, disabled.withSecrets(SecretDigests.initial(SampleTokens.newDigest(1))), STAMP);
            results.put("regenerate", format(capacities));
            Token regenerated = store.find(created.id()).orElseThrow();
            capacities.takeUnits();
            store.delete(regenerated, STAMP);
            results.put("delete", format(capacities));
            measureUsers(
                    new DynamoUserStore(client, table.name(), TestTable.CLOCK, new SecureRandom()),
                    capacities,
                    results);
            measureRejections(tokens, new Lists(table, client), capacities, results);
            return results;
        }
    }

    /** One of the created tokens remains: the table has one more than can be sorted. */
    private static void measureRejections(
            int tokens, Lists lists, ConsumedCapacityRecorder capacities, Map<String, String> results) {
        for (String when : List.of("with its count", "after its count")) {
            String units = "–";
            if (tokens == TokenLister.MAX_CANDIDATES) {
                assertThatThrownBy(() -> lists.showPage(ALL, "", "+name", 1))
                        .isInstanceOf(ApiException.InvalidRequestException.class);
                units = format(capacities);
            }
            results.put("list: order that is rejected, of 10 001 tokens, " + when, units);
        }
    }

    private static void measureAuthorization(
            Token token,
            TestTable table,
            DynamoDbClient client,
            ConsumedCapacityRecorder capacities,
            Map<String, String> results) {
        String owner = token.origin().owner().key();
        new DynamoUserStore(client, table.name(), TestTable.CLOCK, new SecureRandom())
                .insert(SampleUsers.full(owner), STAMP);
        DynamoCredentialFinder credentials =
                new DynamoCredentialFinder(new DynamoTable(client, table.name(), new SecureRandom()));
        // The first time in an execution environment costs another call.
        assertThat(credentials.find(token.id()).orElseThrow().owner().get()).isPresent();
        capacities.takeUnits();
        assertThat(credentials.find(token.id()).orElseThrow().owner().get()).isPresent();
        results.put("authorize", format(capacities));
    }

    private static void measureLastUse(
            Token token, LastUseStore lastUses, ConsumedCapacityRecorder capacities, Map<String, String> results) {
        ScopeUse scopeUse = new ScopeUse(NOW, Map.of(Scope.READ_TOKENS, ScopeUse.dayOf(NOW)));
        LastUse lastUse = new LastUse(NOW.plusSeconds(600), "203.0.113.8", scopeUse);
        assertThat(lastUses.replaceLastUse(token, SecretGeneration.CURRENT, lastUse, Duration.ofMinutes(5)))
                .isTrue();
        results.put("authorize, when last use is due, in addition to its read", format(capacities));
        assertThat(lastUses.addScopeUse(
                        token,
                        new ScopeUse(
                                NOW,
                                Map.of(Scope.READ_TOKENS, ScopeUse.dayOf(NOW).plusDays(1)))))
                .isTrue();
        results.put("authorize, when a scope is due, in addition to its read", format(capacities));
    }

    private static void measureUsers(
            UserStore users, ConsumedCapacityRecorder capacities, Map<String, String> results) {
        User user = SampleUsers.full("anna");
        users.insert(user, STAMP);
        results.put("user: create, replace, delete", format(capacities));
        users.find(OwnerName.of("anna"));
        results.put("user: find, as for a personal token", format(capacities));
    }

    private static IdempotencyRecord claim(Token token) {
        IdempotencyKey key = IdempotencyKey.parse("once", "{}").orElseThrow();
        return new IdempotencyRecord(SampleTokens.newId().value(), key, token.id(), NOW.plusSeconds(60));
    }

    private static String format(ConsumedCapacityRecorder capacities) {
        Units units = capacities.takeUnits();
        return String.format(Locale.ROOT, "%.1f + %.1f", units.table(), units.indexes());
    }

    /** Measures the list queries on a table. */
    private record Lists(TestTable table, DynamoDbClient client, RecentCounts recentCounts) {

        Lists(TestTable table, DynamoDbClient client) {
            this(table, client, new RecentCounts());
        }

        TokenPage showPage(TokenFilter visible, String selector, String sort, int page) throws InvalidValueException {
            ListQuery query = query(selector, sort);
            return listing(visible, query).list(new ListTokensRequest.ByPageNumber(query, page));
        }

        /** The last use of the tokens is older than any period that ends in a year, so that all match. */
        void showUnusedScopes() throws InvalidValueException {
            ListQuery query = new ListQuery(
                    25,
                    FieldSelection.DEFAULT,
                    SortOrder.NEWEST_FIRST,
                    LastUsedRange.ANY,
                    TokenSelector.parse(
                            "unusedScopes(\"90d\")",
                            ScopeCatalogue.builtIn(),
                            Limits.NONE,
                            NOW.plus(Duration.ofDays(360))));
            assertThat(listing(ALL, query)
                            .list(new ListTokensRequest.ByPageNumber(query, 1))
                            .tokens())
                    .hasSize(25);
        }

        void showNextPage(TokenFilter visible, String selector, String sort) throws InvalidValueException {
            ListQuery query = query(selector, sort);
            TokenId id = SampleTokens.newId();
            // Sorts after all others, and therefore first when the newest tokens come first.
            SortPosition position = new SortPosition("9999999999999#" + id, id);
            assertThat(listing(visible, query)
                            .list(new ListTokensRequest.AfterPageKey(query, position, 0))
                            .tokens())
                    .hasSize(25);
        }

        private TokenLister listing(TokenFilter visible, ListQuery query) {
            return new TokenLister(
                    table.queryStore(client),
                    new DynamoUserQueryStore(client, table.name(), new SecureRandom()),
                    VisibleFilters.intersect(visible, query.selector()),
                    query,
                    recentCounts,
                    Limits.NONE,
                    new DamagedRecords("tokenry", () -> NOW),
                    NOW);
        }

        private static ListQuery query(String selector, String sort) throws InvalidValueException {
            return new ListQuery(
                    25,
                    FieldSelection.DEFAULT,
                    SortOrder.parse(sort),
                    LastUsedRange.ANY,
                    selector.isEmpty()
                            ? TokenSelector.ALL
                            : TokenSelector.parse(selector, ScopeCatalogue.builtIn(), Limits.NONE, NOW));
        }
    }

    /** Returns copies of the first token with other ids. */
    private static List<Map<String, AttributeValue>> otherItems(
            Token first, Map<String, AttributeValue> item, int count) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int index = 1; index < count; index++) {
            Token other = typicalToken(index);
            Map<String, AttributeValue> copy = new HashMap<>(item);
            copy.put("pk", AttributeValue.fromS(other.id().value()));
            copy.put(
                    "createdKey",
                    AttributeValue.fromS(other.origin().createdAt().toEpochMilli() + "#" + other.id()));
            copy.put("owner", AttributeValue.fromS(other.origin().owner().key()));
            copy.put("project", AttributeValue.fromS(other.origin().project()));
            items.add(copy);
        }
        assertThat(first.settings().name()).isEqualTo(item.get("name").s());
        return items;
    }

    private static Token typicalToken(int index) {
        boolean hasSharedOwner = index % 2 == 1 && index < 2 * TOKENS_PER_OWNER;
        return new Token(
                SampleTokens.newId(),
                new TokenOrigin(
                        hasSharedOwner ? "one-owner" : "owner-%04d".formatted(index % 100),
                        "administrator",
                        hasSharedOwner ? "one-project" : "project-%03d".formatted(index % 100),
                        false,
                        NOW.plusMillis(index)),
                new TokenSettings(
                        "Nightly build of the web shop",
                        null,
                        true,
                        Scopes.of(new Scope("snapshots.upload"), new Scope("metrics.read"), Scope.READ_TOKENS),
                        NOW.plus(Duration.ofDays(365)),
                        NOW),
                new SecretDigests(SampleTokens.newDigest(1), null, null),
                new LastUse(NOW, "203.0.113.7"),
                1);
    }

    private static TokenSettings disabled(TokenSettings settings) {
        return new TokenSettings(settings.name(), null, false, settings.scopes(), settings.expiresAt(), NOW);
    }
}
