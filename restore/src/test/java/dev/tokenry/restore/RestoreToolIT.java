package dev.tokenry.restore;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SampleIssuers;
import dev.tokenry.exchange.trust.SampleTrusts;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import dev.tokenry.store.ScopeChange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** The commands of the tool, on two tables in DynamoDB Local. */
class RestoreToolIT {

    private final Installation source =
            new Installation(new SplittableRandom(1), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private final List<String> output = new ArrayList<>();
    private final PresentedToken deleted = create();
    private final PresentedToken unchanged = create();
    private Installation target = source;

    RestoreToolIT() {
        source.storeCheckValue(1);
    }

    @Test
    void a_revoked_token_stays_revoked() {
        target = source.copy();
        source.stores().tokens().delete(find(source, deleted), STAMP);

        assertThat(run("verify")).isEqualTo(RestoreTool.FAILED);
        assertThat(output)
                .contains(
                        "source: the table " + source.name(),
                        "FAILED: " + deleted.id() + " is live, and the source rejects it",
                        "FAILED: " + deleted.id() + " is not replayed");
        assertThat(run("replay")).isEqualTo(RestoreTool.OK);
        assertThat(output).contains("1 deleted since: deleted", "records written: 1");
        assertThat(run("verify")).isEqualTo(RestoreTool.OK);
        assertThat(output).contains("tokens, active: 1", "records, deleted: 1", "peppers with a check value: 1");

        assertThat(target.authenticate(deleted)).isEmpty();
        assertThat(target.authenticate(unchanged)).isPresent();
        assertThat(run("replay")).isEqualTo(RestoreTool.OK);
        assertThat(output).contains("records written: 0");
    }

    @Test
    void new_records_are_copied() {
        target = source.copy();
        PresentedToken created = create();
        source.stores().users().insert(user("anna"), STAMP);
        source.stores().rules().replace("a1b2c3d4e5", rules(), STAMP);
        source.stores().deployments().insertBootstrapToken(7, created.id(), STAMP);
        source.storeCheckValue(2);

        assertThat(run("replay")).isEqualTo(RestoreTool.OK);

        assertThat(target.authenticate(created)).isPresent();
        assertThat(withoutTracesOfWrites(target.dump())).isEqualTo(withoutTracesOfWrites(source.dump()));
    }

    @Test
    void nothing_is_copied_from_a_compromised_table() {
        target = source.copy();
        PresentedToken created = create();
        source.stores().users().insert(user("anna"), STAMP);
        source.stores().rules().replace("a1b2c3d4e5", rules(), STAMP);
        source.stores().deployments().insertBootstrapToken(7, created.id(), STAMP);

        assertThat(run("replay", "--compromised")).isEqualTo(RestoreTool.OK);

        assertThat(output).contains("2 created since: lost", "  " + created.id(), "  rules#a1b2c3d4e5");
        assertThat(target.authenticate(created)).isEmpty();
        assertThat(target.stores().rules().find("a1b2c3d4e5")).isEmpty();
        assertThat(target.stores().users().find(OwnerName.of("anna")))
                .hasValue(new User("anna", null, null, false, Scopes.NONE, false, 1));
        assertThat(target.stores().deployments().findBootstrapToken(7)).hasValue(created.id());
        assertThat(run("verify", "--compromised")).isEqualTo(RestoreTool.OK);
    }

    @Test
    void scopes_belong_to_whom_the_table_in_use_says() {
        OwnScope withdrawn = save(null, scope("orders.read").declaredBy("a1b2c3d4e5", "Read orders"));
        OwnScope removed = save(null, scope("orders.write"));
        save(null, scope("invoices.read"));
        target = source.copy();
        save(withdrawn, withdrawn.withdrawnBy("a1b2c3d4e5"));
        save(removed, removed.asDeleted());
        save(null, scope("invoices.write"));

        assertThat(run("verify")).isEqualTo(RestoreTool.FAILED);
        assertThat(output).contains("FAILED: scope#orders.read is not replayed");
        assertThat(run("replay")).isEqualTo(RestoreTool.OK);

        assertThat(output).contains("2 scope changed, withdrawn or deleted since: copied", "1 created since: copied");
        List<Scope> all = Stream.of("orders.read", "orders.write", "invoices.read", "invoices.write")
                .map(Scope::new)
                .toList();
        assertThat(target.stores().scopes().findRecords(all))
                .isEqualTo(source.stores().scopes().findRecords(all))
                .hasSize(all.size());
        assertThat(run("replay")).isEqualTo(RestoreTool.OK);
        assertThat(output).contains("records written: 0");
        assertThat(run("verify")).isEqualTo(RestoreTool.OK);
        assertThat(output).contains("own scopes: 3", "own scopes, deleted: 1");
    }

    @Test
    void scopes_of_a_compromised_table_are_listed() {
        OwnScope withdrawn = save(null, scope("orders.read").declaredBy("a1b2c3d4e5", "Read orders"));
        target = source.copy();
        save(withdrawn, withdrawn.withdrawnBy("a1b2c3d4e5"));
        save(null, scope("invoices.write"));
        String before = target.dump();

        assertThat(run("replay", "--compromised")).isEqualTo(RestoreTool.OK);

        assertThat(output).contains("  scope#orders.read", "  scope#invoices.write", "records written: 0");
        assertThat(target.dump()).isEqualTo(before);
    }

    @Test
    void issuers_and_trusts_become_those_of_the_table_in_use() {
        Issuer issuer = SampleIssuers.github("gh");
        Trust deletedTrust = SampleTrusts.bare("deleted", "web", "ci-bot", "gh");
        Trust narrowed = SampleTrusts.full("narrowed");
        source.issuers().insert(issuer, STAMP);
        source.trusts().insert(deletedTrust, STAMP);
        source.trusts().insert(narrowed, STAMP);
        source.trusts().insert(SampleTrusts.forPeople("console"), STAMP);
        target = source.copy();
        source.issuers().replace(issuer, SampleIssuers.cluster("gh"), STAMP);
        source.trusts().delete(deletedTrust, STAMP);
        Trust bare = SampleTrusts.bare("narrowed", "web", "ci-bot", "gh");
        source.trusts().replace(narrowed, bare, STAMP);
        source.trusts().recordUse(SampleTrusts.forPeople("console"), SampleTrusts.NOW);
        source.trusts().insert(SampleTrusts.full("new"), STAMP);

        assertThat(run("verify")).isEqualTo(RestoreTool.FAILED);
        assertThat(output)
                .contains(
                        "FAILED: trust#deleted is live, and the source rejects it",
                        "FAILED: trust#narrowed is not replayed");
        assertThat(run("replay")).isEqualTo(RestoreTool.OK);

        assertThat(output)
                .contains(
                        "2 issuer, trust or identity changed since: copied",
                        "1 deleted since: deleted",
                        "1 created since: copied");
        assertThat(target.issuers().find("gh"))
                .isEqualTo(source.issuers().find("gh"))
                .isPresent();
        assertThat(target.trusts().find("deleted")).isEmpty();
        assertThat(target.trusts().find("narrowed")).hasValue(bare.withVersion(4));
        assertThat(target.trusts().find("console")).hasValue(SampleTrusts.forPeople("console"));
        assertThat(target.trusts().find("new")).hasValue(SampleTrusts.full("new"));
        assertThat(run("replay")).isEqualTo(RestoreTool.OK);
        assertThat(output).contains("records written: 0");
        assertThat(run("verify")).isEqualTo(RestoreTool.OK);
        assertThat(output).contains("issuers, trusts and identities: 4");
        assertThat(run("verify", "--pepper-keys", "2=arn")).isEqualTo(RestoreTool.FAILED);
    }

    @Test
    void issuers_and_trusts_that_are_disabled_in_a_table_in_use_stay_disabled() {
        Issuer issuer = SampleIssuers.github("gh");
        Trust here = SampleTrusts.bare("here", "web", "ci-bot", "gh");
        Trust there = SampleTrusts.bare("there", "web", "ci-bot", "gh");
        source.issuers().insert(issuer, STAMP);
        source.trusts().insert(here, STAMP);
        source.trusts().insert(there, STAMP);
        target = source.copy();
        target.issuers().replace(issuer, issuer.withEnabled(false), STAMP);
        target.trusts().replace(here, here.withEnabled(false), STAMP);
        source.trusts().replace(there, there.withEnabled(false), STAMP);

        assertThat(run("replay", "--in-use")).isEqualTo(RestoreTool.OK);

        assertThat(target.issuers().find("gh").orElseThrow().enabled()).isFalse();
        assertThat(target.trusts().find("here").orElseThrow().enabled()).isFalse();
        assertThat(target.trusts().find("there").orElseThrow().enabled()).isFalse();
        assertThat(run("verify", "--in-use")).isEqualTo(RestoreTool.OK);
        assertThat(run("replay", "--in-use")).isEqualTo(RestoreTool.OK);
        assertThat(output).contains("records written: 0");
    }

    @Test
    void issuers_and_trusts_of_a_compromised_table_are_not_copied() {
        Issuer issuer = SampleIssuers.github("gh");
        Trust unchangedTrust = SampleTrusts.bare("unchanged", "web", "ci-bot", "gh");
        source.issuers().insert(issuer, STAMP);
        source.trusts().insert(unchangedTrust, STAMP);
        target = source.copy();
        source.issuers().replace(issuer, issuer, STAMP);
        source.write("issuer#gh", "issuer", AttributeValue.fromS("https://attacker.example"));
        source.trusts().insert(SampleTrusts.full("new"), STAMP);

        assertThat(run("replay", "--compromised")).isEqualTo(RestoreTool.OK);

        assertThat(output)
                .contains(
                        "1 issuer, trust or identity changed since, missing or unreadable: deleted, so that it gives no token",
                        "  issuer#gh",
                        "1 created since: lost",
                        "  trust#new");
        assertThat(target.issuers().find("gh")).isEmpty();
        assertThat(target.trusts().find("new")).isEmpty();
        assertThat(target.trusts().find("unchanged")).hasValue(unchangedTrust);
        assertThat(run("verify", "--compromised")).isEqualTo(RestoreTool.OK);
    }

    @Test
    void users_keep_the_identities_that_both_tables_have() {
        ChangeStamp stamp = new ChangeStamp(Operation.PUT_USER, new IamActor("test", "test-request"), source.now());
        User anna = user("anna").withIdentities(List.of(identity("kept"), identity("removed"), identity("moved")));
        source.users().insert(anna, stamp);
        source.users().insert(user("bert"), stamp);
        target = source.copy();
        source.users().replace(anna, anna.withIdentities(List.of(identity("kept"), identity("added"))), stamp);
        source.users().replace(user("bert"), user("bert").withIdentities(List.of(identity("moved"))), stamp);
        User carl = user("carl").withIdentities(List.of(identity("new")));
        source.users().insert(carl, stamp);

        assertThat(run("verify")).isEqualTo(RestoreTool.FAILED);
        assertThat(run("replay")).isEqualTo(RestoreTool.OK);

        assertThat(output)
                .contains(
                        "2 enabled, widened or prolonged since: not brought over",
                        "  user#anna",
                        "  user#bert",
                        "1 issuer, trust or identity changed since: copied");
        assertThat(signedIn("kept")).contains("anna");
        assertThat(signedIn("new")).contains("carl");
        assertThat(Stream.of("removed", "moved", "added").flatMap(subject -> signedIn(subject).stream()))
                .isEmpty();
        assertThat(run("replay")).isEqualTo(RestoreTool.OK);
        assertThat(output).contains("records written: 0");
        assertThat(run("verify")).isEqualTo(RestoreTool.OK);
        // They can be added again.
        User bert = target.users().find(OwnerName.of("bert")).orElseThrow();
        target.users().replace(bert, bert.withIdentities(List.of(identity("moved"))), stamp);
        assertThat(signedIn("moved")).contains("bert");
        assertThat(run("verify", "--pepper-keys", "2=arn")).isEqualTo(RestoreTool.FAILED);
    }

    /** Returns the user who signs in with the restored table as a subject. */
    private Optional<String> signedIn(String subject) {
        return target.identities()
                .find(SampleIssuers.people("people"), subject)
                .flatMap(link -> target.users().find(link.user()).filter(link::isOf))
                .map(user -> user.name().spelling());
    }

    private static UserIdentity identity(String subject) {
        Issuer people = SampleIssuers.people("people");
        return new UserIdentity(people.name(), people.id(), subject);
    }

    @Test
    void what_is_copied_from_an_edited_record_is_not_used() {
        Trust trust = SampleTrusts.full("ci");
        source.trusts().insert(trust, STAMP);
        target = source.copy();
        source.write("trust#ci", "lifetimeSeconds", AttributeValue.fromN("3600"));

        assertThat(run("replay")).isEqualTo(RestoreTool.OK);

        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> target.trusts().find("ci"));
    }

    private OwnScope save(@Nullable OwnScope current, OwnScope updated) {
        ScopeChange change = new ScopeChange(Optional.ofNullable(current), updated);
        assertThat(source.stores().scopes().save(change, STAMP)).isTrue();
        return change.stored();
    }

    private static OwnScope scope(String name) {
        return new OwnScope(new Scope(name), "Read orders");
    }

    @Test
    void what_was_deleted_at_the_restore_point_and_created_again_is_copied() {
        source.stores().users().insert(user("anna"), STAMP);
        source.stores().users().delete(user("anna"), STAMP);
        source.stores().rules().replace("a1b2c3d4e5", rules(), STAMP);
        source.stores().rules().delete("a1b2c3d4e5", STAMP);
        target = source.copy();
        source.stores().users().insert(user("anna"), STAMP);
        source.stores().rules().replace("a1b2c3d4e5", rules(), STAMP);

        assertThat(run("verify")).isEqualTo(RestoreTool.FAILED);
        assertThat(run("replay")).isEqualTo(RestoreTool.OK);

        assertThat(target.stores().users().find(OwnerName.of("anna"))).hasValue(user("anna"));
        assertThat(target.stores().rules().find("a1b2c3d4e5")).hasValue(rules());
        assertThat(run("verify")).isEqualTo(RestoreTool.OK);
    }

    @Test
    void what_was_deleted_after_the_cut_over_does_not_come_back() {
        source.stores().users().insert(user("anna"), STAMP);
        source.stores().rules().replace("a1b2c3d4e5", rules(), STAMP);
        target = source.copy();
        target.stores().users().delete(user("anna"), STAMP);
        target.stores().rules().delete("a1b2c3d4e5", STAMP);
        source.stores().tokens().delete(find(source, deleted), STAMP);

        assertThat(run("replay", "--in-use")).isEqualTo(RestoreTool.OK);

        assertThat(output)
                .contains(
                        "1 deleted since: deleted",
                        "2 only in the source: not created, because the table is in use",
                        "  user#anna",
                        "  rules#a1b2c3d4e5");
        assertThat(target.stores().users().find(OwnerName.of("anna"))).isEmpty();
        assertThat(target.stores().rules().find("a1b2c3d4e5")).isEmpty();
        assertThat(target.authenticate(deleted)).isEmpty();
        assertThat(run("verify", "--in-use")).isEqualTo(RestoreTool.OK);
    }

    @Test
    void a_user_that_is_unreadable_in_the_source_is_created_without_rights() {
        target = source.copy();
        source.stores().users().insert(user("anna"), STAMP);
        source.damage("user#anna", "version");

        assertThat(run("replay")).isEqualTo(RestoreTool.OK);

        assertThat(target.stores().users().find(OwnerName.of("anna")))
                .hasValue(new User("anna", null, null, false, Scopes.NONE, false, 1));
        assertThat(run("verify")).isEqualTo(RestoreTool.OK);
    }

    /** A tool of an earlier release would leave such records as they are, and the functions would accept them. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void records_of_a_later_release_require_its_tool(boolean inSource) {
        for (String key : List.of(unchanged.id().value(), "user#anna", "rules#a1b2c3d4e5", "trust#1")) {
            target = source.copy();
            Installation changed = inSource ? source.copy() : target;
            changed.write(key, "recordVersion", AttributeValue.fromN("999"));
            String before = target.dump();

            for (String command : List.of("replay", "verify")) {
                assertThat(tool().run(List.of(
                                command,
                                "--source",
                                inSource ? changed.name() : source.name(),
                                "--target",
                                target.name())))
                        .as(key)
                        .isEqualTo(RestoreTool.FAILED);
                assertThat(output.getLast()).startsWith("FAILED: The record " + key);
            }
            assertThat(target.dump()).isEqualTo(before);
        }
    }

    @Test
    void tables_of_two_installations_are_rejected() {
        target = new Installation(new SplittableRandom(2), source.now());
        target.write("pepper#1", "check", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[SecretDigest.BYTES])));
        String before = target.dump();

        for (String command : List.of("replay", "verify")) {
            assertThat(run(command)).isEqualTo(RestoreTool.FAILED);
            assertThat(output.getLast()).startsWith("FAILED: The check value pepper#1 of the source differs");
        }
        assertThat(target.dump()).isEqualTo(before);
        assertThat(run("replay", "--compromised")).isEqualTo(RestoreTool.OK);
    }

    @Test
    void changed_or_missing_rules_are_never_wider_than_in_the_source() {
        source.stores().rules().replace("a1b2c3d4e5", rules(), STAMP);
        source.stores().rules().replace("b2c3d4e5f6", rules(), STAMP);
        target = source.copy();
        ApiRules changed = new ApiRules(List.of("GET /ships authenticated"), Duration.ZERO, true);
        source.stores().rules().replace("a1b2c3d4e5", changed, STAMP);
        source.stores().rules().delete("b2c3d4e5f6", STAMP);

        run("replay");
        assertThat(target.stores().rules().find("a1b2c3d4e5")).hasValue(changed);
        assertThat(target.stores().rules().find("b2c3d4e5f6")).isEmpty();

        source.stores().rules().replace("a1b2c3d4e5", rules(), STAMP);
        run("replay", "--compromised");
        assertThat(target.stores().rules().find("a1b2c3d4e5")).isEmpty();
    }

    @Test
    void a_pepper_without_a_key_or_check_value_prevents_the_cut_over() {
        target = source.copy();
        assertThat(run("verify", "--pepper-keys", "2=arn,3=arn")).isEqualTo(RestoreTool.FAILED);
        assertThat(output).contains("FAILED: pepper version 1 has no key in --pepper-keys");
        assertThat(run("verify", "--pepper-keys", "2=arn,1=arn")).isEqualTo(RestoreTool.OK);
        assertThat(run("verify", "--pepper-keys", "")).isEqualTo(RestoreTool.OK);
        assertThat(run("verify", "--pepper-keys")).isEqualTo(RestoreTool.OK);

        target.lose("pepper#1");
        assertThat(run("verify")).isEqualTo(RestoreTool.FAILED);
        assertThat(output).contains("FAILED: pepper version 1 has no check value in the table");
    }

    @Test
    void a_damaged_record_of_the_restored_table_is_listed_and_stays_rejected() {
        target = source.copy();
        target.damage(unchanged.id().value(), "scopes");

        assertThat(run("replay")).isEqualTo(RestoreTool.OK);
        assertThat(output).contains("1 unreadable in the restored table: rejected as it is", "  " + unchanged.id());
        assertThat(target.authenticate(unchanged)).isEmpty();
    }

    @Test
    void preparing_sets_what_a_restore_does_not_bring_back() {
        target = source.copy();

        assertThat(run("prepare")).as(output.toString()).isEqualTo(RestoreTool.OK);
        assertThat(output)
                .contains("keys: as those of the source", "indexes: as those of the source")
                .contains(
                        "time to live: was disabled, now enabled",
                        "stream of changes: was disabled, now enabled",
                        "deletion protection: was disabled, now enabled");
        assertThat(Installation.dynamo()
                        .describeTimeToLive(request -> request.tableName(target.name()))
                        .timeToLiveDescription())
                .satisfies(timeToLive -> {
                    assertThat(timeToLive.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
                    assertThat(timeToLive.attributeName()).isEqualTo("purgeAt");
                });
        assertThat(run("prepare")).isEqualTo(RestoreTool.OK);
        assertThat(output)
                .contains("time to live: enabled", "stream of changes: enabled", "deletion protection: enabled");
    }

    /** The copy of a deleted table has no source. */
    @Test
    void preparing_without_a_source() {
        target = source.copy();

        assertThat(tool().run(List.of("prepare", "--target", target.name())))
                .as(output.toString())
                .isEqualTo(RestoreTool.OK);
        assertThat(output)
                .contains(
                        "keys, indexes and tags: not compared without a source",
                        "time to live: was disabled, now enabled",
                        "deletion protection: was disabled, now enabled");
    }

    @Test
    void a_table_that_does_not_exist_is_an_error() {
        for (String command : List.of("prepare", "replay", "verify")) {
            assertThat(tool().run(List.of(command, "--source", source.name(), "--target", "missing")))
                    .isEqualTo(RestoreTool.FAILED);
            assertThat(output.getLast()).startsWith("FAILED: ").contains("non-existent table");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "restore",
                "replay",
                "replay --source a",
                "replay --source a --target a",
                "replay --source a --target",
                "replay --source a --target b --force",
                "replay --source a --target b --retention-days 0",
                "verify --source a --target b --pepper-keys arn",
                "verify --source a --target b --pepper-keys --compromised",
                "replay --events a --target b",
                "replay --events a --since yesterday --target b",
                "replay --events a --since 2026-11-21T07:55:00Z --source c --target b",
                "prepare --source a --target a",
                "prepare"
            })
    void other_arguments_are_rejected(String arguments) {
        assertThat(tool().run(Stream.of(arguments.split(" "))
                        .filter(argument -> !argument.isEmpty())
                        .toList()))
                .isEqualTo(RestoreTool.USAGE);
        assertThat(output.getFirst()).contains("tokenry-restore prepare|replay|verify");
    }

    private int run(String command, String... options) {
        output.clear();
        int exitCode = tool().run(Stream.concat(
                        Stream.of(command, "--source", source.name(), "--target", target.name()), Stream.of(options))
                .toList());
        assertThat(String.join("\n", output))
                .doesNotContain(deleted.reveal().substring(deleted.id().value().length() + 1))
                .doesNotContain(
                        HexFormat.of().formatHex(Installation.digest(deleted, 1).toByteArray()));
        return exitCode;
    }

    private RestoreTool tool() {
        return new RestoreTool(Installation.dynamo(), output::add);
    }

    private PresentedToken create() {
        PresentedToken presented = source.format().mint();
        TokenOrigin origin = new TokenOrigin("anna", "anna", null, false, source.now());
        TokenSettings settings = new TokenSettings("t", null, true, Scopes.parse("metrics.read"), null, null);
        source.stores()
                .tokens()
                .insert(Token.create(presented.id(), origin, settings, Installation.digest(presented, 1)), STAMP);
        return presented;
    }

    private static Token find(Installation installation, PresentedToken presented) {
        return installation.stores().tokens().find(presented.id()).orElseThrow();
    }

    private static User user(String name) {
        return new User(name, "First", null, true, Scopes.parse("metrics.read"), true, 1);
    }

    private static ApiRules rules() {
        return new ApiRules(List.of("GET /orders authenticated"), Duration.ZERO, true);
    }

    /** Each write has a nonce of its own, and tells who made it. */
    private static String withoutTracesOfWrites(String dump) {
        return dump.replaceAll(" nonce=\\S+| lastChange=[^}]+}\\)", "");
    }
}
