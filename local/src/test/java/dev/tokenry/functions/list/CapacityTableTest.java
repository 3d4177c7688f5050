package dev.tokenry.functions.list;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.list.selector.RefusedSelector;
import dev.tokenry.functions.list.selector.Selector;
import dev.tokenry.store.dynamodb.ConsumedCapacityRecorder;
import dev.tokenry.store.dynamodb.ConsumedCapacityRecorder.Units;
import dev.tokenry.store.dynamodb.TestTable;
import dev.tokenry.store.dynamodb.DynamoLastUseStore;
import dev.tokenry.store.dynamodb.DynamoUserStore;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.SampleUsers;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserStore;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.User;
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
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What each operation costs in DynamoDB's units, few tokens or many: as the document says. */
class CapacityTableTest {

    /** Of the tokens of either table, this many are of one owner, and as many of one project. */
    private static final int OF_ONE = 50;

    private static final TokenFilter ALL = new TokenFilter.All();

    @Test
    void the_documents_table_is_what_is_measured() throws Exception {
        Map<String, String> few = measured(100);
        Map<String, String> many = measured(10_000);

        Map<String, String> table = new LinkedHashMap<>();
        few.forEach((operation, units) -> table.put(operation, units + " | " + many.get(operation)));
        assertThat(table).isEqualTo(documented());
    }

    /** The first three columns of the rows of the document's first table. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        Files.readAllLines(Path.of("..", "docs", "capacity.md")).stream()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .forEach(cells -> table.put(cells[1].strip(), cells[2].strip() + " | " + cells[3].strip()));
        return table;
    }

    private Map<String, String> measured(int tokens) throws RefusedSelector, Refusal {
        TestTable table = new TestTable();
        ConsumedCapacityRecorder capacities = new ConsumedCapacityRecorder();
        try (DynamoDbClient client = TestTable.clientBuilder()
                .httpClient(Apache5HttpClient.create())
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(capacities))
                .build()) {
            Map<String, String> measured = new LinkedHashMap<>();
            TokenStore store = table.store(client);
            Token first = usual(0);
            store.insert(first);
            table.load(others(first, table.item(first.id()), tokens));
            capacities.takeUnits();
            Lists lists = new Lists(table, client);

            lists.show(ALL, "", "-creationDate", 1);
            measured.put("list: first page, newest first, with its count", text(capacities));
            lists.show(ALL, "", "-creationDate", 3);
            measured.put("list: `page=3`, with its count", text(capacities));
            lists.next(ALL, "", "-creationDate");
            measured.put("list: any further page, newest first", text(capacities));
            lists.show(ALL, "owner(\"one-owner\")", "-creationDate", 1);
            measured.put("list: first page of an owner with 50 tokens", text(capacities));
            lists.show(ALL, "project(\"one-project\")", "-creationDate", 1);
            measured.put("list: first page of a project with 50 tokens", text(capacities));
            lists.show(ALL, "name(\"build\")", "-creationDate", 1);
            measured.put("list: first page, filtered, counted", text(capacities));
            lists.next(ALL, "name(\"build\")", "-creationDate");
            measured.put("list: further page, filtered, where all match", text(capacities));
            lists.show(ALL, "name(\"build\")", "+name", 1);
            measured.put("list: any page, sorted by name, filtered or not", text(capacities));
            lists.show(ALL, "", "-lastUsedDate", 1);
            measured.put("list: any page, sorted by last use", text(capacities));
            store.find(first.id());
            measured.put("authorize, get, lookup", text(capacities));
            new DynamoLastUseStore(client, table.name(), new SecureRandom())
                    .replaceLastUse(
                            first.id(), new LastUse(NOW.plusSeconds(600), "203.0.113.8"), Duration.ofMinutes(5));
            measured.put("authorize, when last use is due, beside its read", text(capacities));
            Token made = usual(tokens + 1);
            store.insert(made);
            measured.put("create, in a project", text(capacities));
            Token once = usual(tokens + 2);
            table.idempotencyStore(client, false).insert(once, claim(once), NOW);
            measured.put("create, in a project, with an `Idempotency-Key`", text(capacities));
            store.replace(made, made.withSettings(disabled(made.settings())));
            measured.put("update, patch, enable, disable, each token of a bulk call", text(capacities));
            Token disabled = store.find(made.id()).orElseThrow();
            capacities.takeUnits();
            store.replace(disabled, disabled.withSecrets(SecretDigests.initial(SampleTokens.newDigest(1))));
            measured.put("regenerate", text(capacities));
            Token regenerated = store.find(made.id()).orElseThrow();
            capacities.takeUnits();
            store.delete(regenerated);
            measured.put("delete", text(capacities));
            measureUsers(new DynamoUserStore(client, table.name(), new SecureRandom()), capacities, measured);
            return measured;
        }
    }

    private static void measureUsers(UserStore users, ConsumedCapacityRecorder capacities, Map<String, String> measured) {
        User user = SampleUsers.full("anna");
        users.insert(user);
        measured.put("user: create, replace, delete", text(capacities));
        users.find("anna");
        measured.put("user: find, as for a personal token", text(capacities));
    }

    private static IdempotencyRecord claim(Token token) {
        IdempotencyKey key = IdempotencyKey.parse("once", "{}").orElseThrow();
        return new IdempotencyRecord(SampleTokens.newId(), key, token.id(), NOW.plusSeconds(60));
    }

    private static String text(ConsumedCapacityRecorder capacities) {
        Units units = capacities.takeUnits();
        return String.format(Locale.ROOT, "%.1f + %.1f", units.table(), units.indexes());
    }

    /** The real lists over a real table. */
    private record Lists(TestTable table, DynamoDbClient client) {

        Shown show(TokenFilter visible, String selector, String sort, int page) throws RefusedSelector, Refusal {
            ListQuery query = query(selector, sort);
            return listing(visible, query).show(new Asked.Page(query, page));
        }

        void next(TokenFilter visible, String selector, String sort) throws RefusedSelector, Refusal {
            ListQuery query = query(selector, sort);
            TokenId id = SampleTokens.newId();
            // Behind all of them, and so in front when the newest come first.
            Place place = new Place("9999999999999#" + id, id);
            assertThat(listing(visible, query)
                            .show(new Asked.Next(query, place, 0))
                            .tokens())
                    .hasSize(25);
        }

        private Listing listing(TokenFilter visible, ListQuery query) {
            return new Listing(table.queryStore(client), Ranges.of(visible, query.selector()), query, NOW);
        }

        private static ListQuery query(String selector, String sort) throws RefusedSelector, Refusal {
            return new ListQuery(
                    25,
                    Fields.DEFAULT,
                    Sort.read(sort),
                    LastUsed.WHENEVER,
                    selector.isEmpty() ? Selector.ALL : Selector.read(selector, ScopeCatalogue.builtIn(), NOW));
        }
    }

    /** As many as are wanted with the first one, which they are copies of under other names. */
    private static List<Map<String, AttributeValue>> others(Token first, Map<String, AttributeValue> item, int wanted) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int at = 1; at < wanted; at++) {
            Token other = usual(at);
            Map<String, AttributeValue> copy = new HashMap<>(item);
            copy.put("pk", AttributeValue.fromS(other.id().value()));
            copy.put(
                    "createdKey",
                    AttributeValue.fromS(other.origin().createdAt().toEpochMilli() + "#" + other.id()));
            copy.put("owner", AttributeValue.fromS(other.origin().owner()));
            copy.put("project", AttributeValue.fromS(other.origin().project()));
            items.add(copy);
        }
        assertThat(first.settings().name()).isEqualTo(item.get("name").s());
        return items;
    }

    private static Token usual(int at) {
        boolean ofOne = at % 2 == 1 && at < 2 * OF_ONE;
        return new Token(
                SampleTokens.newId(),
                new TokenOrigin(
                        ofOne ? "one-owner" : "owner-%04d".formatted(at % 100),
                        "administrator",
                        ofOne ? "one-project" : "project-%03d".formatted(at % 100),
                        false,
                        NOW.plusMillis(at)),
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
