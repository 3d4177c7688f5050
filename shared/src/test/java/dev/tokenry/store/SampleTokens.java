package dev.tokenry.store;

import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.IpBlock;
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
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Creates tokens for tests, each with another id. */
public final class SampleTokens {

    public static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123Z");

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private SampleTokens() {}

    public static TokenId newId() {
        return new TokenId(
                "tok",
                RANDOM.ints(24, 0, BASE32.length())
                        .mapToObj(at -> BASE32.substring(at, at + 1))
                        .collect(Collectors.joining()));
    }

    public static SecretDigest newDigest(int pepperVersion) {
        byte[] bytes = new byte[SecretDigest.BYTES];
        RANDOM.nextBytes(bytes);
        return new SecretDigest(pepperVersion, bytes);
    }

    /** Returns a token with a value in every optional field. */
    public static Token full() {
        return new Token(
                newId(),
                new TokenOrigin("anna", "admin", "apollo", true, NOW),
                new TokenSettings(
                        "Nightly build",
                        "Pushes the nightly build – 晚安",
                        true,
                        Scopes.of(Scope.WRITE_TOKENS, Scope.READ_TOKENS, Scope.READ_USERS),
                        NOW.plus(Duration.ofDays(30)),
                        new AllowedIps(List.of(
                                IpBlock.ofAddress("192.0.2.7").orElseThrow(),
                                IpBlock.ofAddress("2001:db8::1").orElseThrow())),
                        NOW.plusMillis(1)),
                new SecretDigests(
                        newDigest(2),
                        new SecretDigests.PreviousDigest(
                                newDigest(1), NOW.plusSeconds(3600), NOW.plusMillis(1), "0a1b2c"),
                        NOW.plusMillis(2),
                        NOW.plusMillis(3)),
                new LastUse(
                        NOW.plusMillis(3),
                        "2001:db8::7334",
                        new ScopeUse(NOW, Map.of(Scope.READ_TOKENS, ScopeUse.dayOf(NOW)))),
                7);
    }

    /** Returns a token without a value in any optional field. */
    public static Token bare() {
        return Token.create(
                newId(),
                new TokenOrigin("anna", "anna", null, false, NOW),
                new TokenSettings("Bare", null, false, Scopes.NONE, null, null),
                newDigest(1));
    }

    /** Returns a typical token of an owner. */
    public static Token of(String owner, String project, Instant createdAt) {
        return Token.create(
                newId(),
                new TokenOrigin(owner, owner, project, false, createdAt),
                new TokenSettings("Token of " + owner, null, true, Scopes.of(Scope.READ_TOKENS), null, null),
                newDigest(1));
    }

    /** Returns a token that an exchange gave to a job. */
    public static Token exchanged(String owner, String project, Instant createdAt) {
        OwnerName name = OwnerName.of(owner);
        return Token.create(
                newId(),
                new TokenOrigin(
                        name,
                        null,
                        name,
                        project,
                        false,
                        false,
                        new ExchangeOrigin("ci-web", "repo:acme/web:ref:refs/heads/main"),
                        createdAt),
                new TokenSettings(
                        "ci-web ABCDEFGH",
                        null,
                        true,
                        Scopes.of(new Scope("snapshots.upload")),
                        createdAt.plus(Duration.ofMinutes(15)),
                        null),
                newDigest(1));
    }

    /** Returns the settings with another name. */
    public static TokenSettings renamed(TokenSettings settings, String name) {
        return new TokenSettings(
                name,
                settings.description(),
                settings.enabled(),
                settings.scopes(),
                settings.expiresAt(),
                settings.allowedIps(),
                settings.modifiedAt());
    }
}
