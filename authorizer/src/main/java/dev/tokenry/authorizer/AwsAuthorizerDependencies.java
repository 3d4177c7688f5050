package dev.tokenry.authorizer;

import dev.tokenry.authorizer.aws.CrtServices;
import dev.tokenry.aws.Environment;
import dev.tokenry.crypto.PepperCheckValues;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.store.ApiRulesFinder;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.DigestStore;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.RejectedUseStore;
import dev.tokenry.store.dynamodb.DynamoApiRulesFinder;
import dev.tokenry.store.dynamodb.DynamoCredentialFinder;
import dev.tokenry.store.dynamodb.DynamoDigestStore;
import dev.tokenry.store.dynamodb.DynamoLastUseStore;
import dev.tokenry.store.dynamodb.DynamoPepperCheckValues;
import dev.tokenry.store.dynamodb.DynamoRejectedUseStore;
import dev.tokenry.store.dynamodb.ItemTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** DynamoDB, KMS, the system clock and a secure random generator. */
final class AwsAuthorizerDependencies implements AuthorizerDependencies {

    private final PepperKeys pepperKeys;
    private final RandomGenerator random = new LazyRandom();
    private final CrtServices services;
    private final ItemTable table;
    private final DynamoPepperCheckValues checkValues;

    AwsAuthorizerDependencies(Environment environment) {
        this.pepperKeys = AuthorizerWiring.pepperKeys(environment);
        this.services = CrtServices.of(environment, clock(), random);
        this.table = services.table();
        this.checkValues = DynamoPepperCheckValues.readWithFirstToken(table, pepperKeys.currentVersion());
    }

    @Override
    public InstantSource clock() {
        return new SystemMillis();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public CredentialFinder credentials() {
        return new DynamoCredentialFinder(table, checkValues);
    }

    @Override
    public ApiRulesFinder apiRules() {
        return new DynamoApiRulesFinder(table);
    }

    @Override
    public LastUseStore lastUses() {
        return new DynamoLastUseStore(services.bestEffortTable());
    }

    @Override
    public RejectedUseStore rejectedUses() {
        return new DynamoRejectedUseStore(services.bestEffortTable());
    }

    @Override
    public DigestStore digests() {
        return new DynamoDigestStore(services.bestEffortTable());
    }

    @Override
    public PepperSource pepperSource() {
        return services.pepperSource(pepperKeys);
    }

    @Override
    public PepperCheckValues pepperCheckValues() {
        return new PepperCheckValues() {
            @Override
            public Optional<byte[]> find(int version) {
                return checkValues.find(version);
            }
        };
    }

    /** The time in milliseconds, the precision of stored times. */
    private static final class SystemMillis implements InstantSource {

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public long millis() {
            return System.currentTimeMillis();
        }
    }
}
