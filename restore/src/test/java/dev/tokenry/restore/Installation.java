package dev.tokenry.restore;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.authentication.AuthenticationResult;
import dev.tokenry.authentication.Authenticator;
import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.crypto.TestSealer;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.dynamodb.DynamoDigestStore;
import dev.tokenry.store.dynamodb.DynamoIdentityFinder;
import dev.tokenry.store.dynamodb.DynamoIssuerStore;
import dev.tokenry.store.dynamodb.DynamoRecordScan;
import dev.tokenry.store.dynamodb.DynamoTable;
import dev.tokenry.store.dynamodb.DynamoTrustStore;
import dev.tokenry.store.dynamodb.DynamoUserStore;
import dev.tokenry.store.dynamodb.TestStream;
import dev.tokenry.store.dynamodb.TestTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of tokens in DynamoDB Local, with the authenticator of the product on it. */
final class Installation {

    static final Duration RETENTION = Duration.ofDays(90);
    static final List<Integer> PEPPER_VERSIONS = List.of(1, 2);

    private static final DynamoDbClient DYNAMO =
            TestTable.clientBuilder().httpClient(AwsHttpClient.create()).build();

    private final TestTable table = new TestTable();
    private final RandomGenerator random;
    private final RestoredTable stores;
    private final Authenticator authenticator;
    private Instant now;

    Installation(RandomGenerator random, Instant now) {
        this.random = random;
        this.now = now;
        this.stores = RestoredTable.of(DYNAMO, table.name(), RETENTION, this::now, random);
        this.authenticator = authenticator(stores, this::now, random);
    }

    static DynamoDbClient dynamo() {
        return DYNAMO;
    }

    /** Returns a new table with the items that this one has now, as a restore to this moment would. */
    Installation copy() {
        Installation copy = new Installation(random, now);
        copy.table.load(DYNAMO.scanPaginator(scan -> scan.tableName(name()).consistentRead(true)).items().stream()
                .toList());
        return copy;
    }

    String name() {
        return table.name();
    }

    Instant now() {
        return now;
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    void advanceTo(Instant instant) {
        now = instant;
    }

    RestoredTable stores() {
        return stores;
    }

    DynamoDigestStore digests() {
        return new DynamoDigestStore(new DynamoTable(DYNAMO, name(), random));
    }

    DynamoIssuerStore issuers() {
        return new DynamoIssuerStore(new DynamoTable(DYNAMO, name(), random), TestSealer.SEALER, this::now);
    }

    DynamoTrustStore trusts() {
        return new DynamoTrustStore(new DynamoTable(DYNAMO, name(), random), TestSealer.SEALER, this::now);
    }

    /** Returns the users of functions, who link their identities. */
    DynamoUserStore users() {
        return new DynamoUserStore(new DynamoTable(DYNAMO, name(), random), TestSealer.SEALER, this::now);
    }

    DynamoIdentityFinder identities() {
        return new DynamoIdentityFinder(new DynamoTable(DYNAMO, name(), random), TestSealer.SEALER);
    }

    /** Returns the changes from now on. */
    TestStream stream() {
        return new TestStream(table);
    }

    ReplaySource source() {
        return new TableSource(name(), new DynamoRecordScan(DYNAMO, name(), random));
    }

    TokenFormat format() {
        return format(random);
    }

    private static TokenFormat format(RandomGenerator random) {
        return new TokenFormat("tk0c01", Set.of("tk0c01"), random);
    }

    void storeCheckValue(int pepperVersion) {
        stores.deployments()
                .insertPepperCheckValue(pepperVersion, pepper(pepperVersion).checkValue(), STAMP);
    }

    static SecretDigest digest(PresentedToken presented, int pepperVersion) {
        return pepper(pepperVersion).digest(presented.id(), presented.secret());
    }

    /** Authenticates a token value; empty if it is rejected, also because no decision is possible. */
    Optional<AuthenticationResult.Authenticated> authenticate(PresentedToken presented) {
        try {
            return switch (authenticator.authenticate(presented.reveal())) {
                case AuthenticationResult.Authenticated authenticated -> Optional.of(authenticated);
                case AuthenticationResult.Rejected _ -> Optional.empty();
            };
        } catch (ServiceUnavailableException e) {
            return Optional.empty();
        }
    }

    private static Authenticator authenticator(RestoredTable stores, InstantSource clock, RandomGenerator random) {
        PepperKeys keys = new PepperKeys(
                Map.of(
                        1, "arn:aws:kms:eu-central-1:123456789012:key/1",
                        2, "arn:aws:kms:eu-central-1:123456789012:key/2"),
                1);
        PepperCache peppers =
                new PepperCache(Installation::pepper, keys, stores.deployments()::findPepperCheckValue, clock);
        return new Authenticator(format(random), CredentialFinder.of(stores.tokens(), stores.users()), peppers, clock);
    }

    private static Pepper pepper(int version) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) version);
        return new Pepper(version, bytes);
    }

    /** Removes an attribute, so that the record is damaged. */
    void damage(String key, String attribute) {
        DYNAMO.updateItem(update -> update.tableName(name())
                .key(Map.of("pk", AttributeValue.fromS(key)))
                .updateExpression("REMOVE #attribute")
                .expressionAttributeNames(Map.of("#attribute", attribute)));
    }

    /** Stores an attribute as another program could, also of a new item. */
    void write(String key, String attribute, AttributeValue value) {
        DYNAMO.updateItem(update -> update.tableName(name())
                .key(Map.of("pk", AttributeValue.fromS(key)))
                .updateExpression("SET #attribute = :value")
                .expressionAttributeNames(Map.of("#attribute", attribute))
                .expressionAttributeValues(Map.of(":value", value)));
    }

    /** Removes an item without a trace, as a mistake in the AWS console or a purge does. */
    void lose(String key) {
        DYNAMO.deleteItem(delete -> delete.tableName(name()).key(Map.of("pk", AttributeValue.fromS(key))));
    }

    /** Returns all items as text, digests in hexadecimal digits. */
    String dump() {
        StringBuilder dump = new StringBuilder();
        DYNAMO.scanPaginator(scan -> scan.tableName(name()).consistentRead(true)).items().stream()
                .map(Installation::text)
                .sorted()
                .forEach(dump::append);
        return dump.toString();
    }

    private static String text(Map<String, AttributeValue> item) {
        StringBuilder text = new StringBuilder(item.get("pk").s());
        item.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(attribute -> text.append(' ')
                        .append(attribute.getKey())
                        .append('=')
                        .append(
                                attribute.getValue().b() == null
                                        ? attribute.getValue()
                                        : HexFormat.of()
                                                .formatHex(
                                                        attribute.getValue().b().asByteArray())));
        return text.append('\n').toString();
    }
}
