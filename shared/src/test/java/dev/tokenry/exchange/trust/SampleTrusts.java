package dev.tokenry.exchange.trust;

import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.condition.ConditionsParser;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Trusts of each kind, with a value in each field or with no more than they need. */
public final class SampleTrusts {

    public static final Instant NOW = Instant.parse("2026-03-18T10:37:42.123Z");

    public static final Conditions CONDITIONS = ConditionsParser.parseText(
                    "[{\"claim\":\"repository_id\",\"equals\":\"456789\"},"
                            + "{\"claim\":\"repository_owner_id\",\"equals\":\"123456\"},"
                            + "{\"claim\":\"ref\",\"like\":\"refs/heads/*\"}]")
            .orElseThrow();

    private static final Scope UPLOAD = new Scope("snapshots.upload");

    private SampleTrusts() {}

    /** Returns a trust that has everything. */
    public static Trust full(String name) {
        return new Trust(
                name,
                "00aa",
                "gh",
                "0011",
                CONDITIONS,
                new TrustGrant.ForJobs(
                        "web",
                        OwnerName.of("CI-Bot"),
                        "00bb",
                        new Scopes(List.of(UPLOAD, new Scope("metrics.read")), Map.of(UPLOAD, "upload-alias")),
                        new AllowedIps(List.of(
                                IpBlock.ofAddress("192.0.2.7").orElseThrow(),
                                IpBlock.ofAddress("2001:db8::1").orElseThrow())),
                        Duration.ofMinutes(20)),
                "Builds of the web site\nand its previews",
                true,
                NOW.plus(Duration.ofDays(30)),
                OwnerName.of("Jane"),
                NOW,
                NOW.plusSeconds(1),
                null,
                3);
    }

    /** Returns a trust for jobs that has nothing optional. */
    public static Trust bare(String name, String project, String owner, String issuer) {
        return new Trust(
                name,
                "00cc",
                issuer,
                "0011",
                CONDITIONS,
                new TrustGrant.ForJobs(
                        project,
                        OwnerName.of(owner),
                        null,
                        Scopes.NONE,
                        AllowedIps.EVERY,
                        TrustGrant.ForJobs.DEFAULT_LIFETIME),
                null,
                false,
                null,
                OwnerName.of("jane"),
                NOW,
                null,
                null,
                1);
    }

    /** A trust for people that gives these scopes. */
    public static Trust withScopes(String name, Scopes scopes) {
        Trust people = forPeople(name);
        TrustGrant.ForPeople grant = (TrustGrant.ForPeople) people.grant();
        return new Trust(
                people.name(),
                people.id(),
                people.issuerName(),
                people.issuerId(),
                people.conditions(),
                new TrustGrant.ForPeople(scopes, grant.allowedIps(), grant.lifetime(), grant.maxCreatedDays()),
                people.description(),
                people.enabled(),
                people.expiresAt(),
                people.createdBy(),
                people.createdAt(),
                people.modifiedAt(),
                people.lastUsedAt(),
                people.version());
    }

    public static Trust forPeople(String name) {
        return new Trust(
                name,
                "00dd",
                "people",
                "0033",
                Conditions.none(),
                new TrustGrant.ForPeople(
                        Scopes.of(UPLOAD),
                        new AllowedIps(List.of(IpBlock.ofAddress("192.0.2.7").orElseThrow())),
                        TrustGrant.ForPeople.DEFAULT_LIFETIME,
                        TrustGrant.ForPeople.DEFAULT_MAX_CREATED_DAYS),
                null,
                true,
                null,
                OwnerName.of("jane"),
                NOW,
                null,
                null,
                1);
    }
}
