package dev.tokenry.exchange.trust;

import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.TestKeys;
import java.time.Duration;
import java.util.List;

/** Issuers with a value in each field that their kind has. */
public final class SampleIssuers {

    private SampleIssuers() {}

    public static Issuer github(String name) {
        return new Issuer(
                name,
                "0011",
                IssuerKind.GITHUB,
                "https://token.actions.githubusercontent.com",
                List.of("https://tokenry.example/e/prod", "https://tokenry.example/e/test"),
                null,
                true,
                Duration.ofHours(1),
                null,
                true,
                1);
    }

    /** Returns an issuer whose keys were uploaded. */
    public static Issuer cluster(String name) {
        return new Issuer(
                name,
                "0022",
                IssuerKind.KUBERNETES,
                "https://cluster.internal",
                List.of("https://tokenry.example/e/prod"),
                TestKeys.keySet(),
                false,
                Duration.ofSeconds(61),
                null,
                false,
                7);
    }

    public static Issuer people(String name) {
        return new Issuer(
                name,
                "0033",
                IssuerKind.PEOPLE,
                "https://login.example/realms/a",
                List.of("console-client"),
                null,
                true,
                Duration.ofDays(1),
                new SignIn(
                        "console-client",
                        List.of("https://tokenry.example/console/signed-in", "https://other.example/"),
                        "openid email",
                        "preferred_username",
                        "Acme"),
                true,
                1);
    }
}
