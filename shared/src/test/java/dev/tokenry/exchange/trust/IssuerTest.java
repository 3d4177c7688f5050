package dev.tokenry.exchange.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.TestKeys;
import dev.tokenry.exchange.TrustedIssuer;
import dev.tokenry.exchange.keys.IssuerKeys;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IssuerTest {

    @Test
    void keys_are_those_of_the_record_or_those_that_were_uploaded() {
        Issuer github = SampleIssuers.github("gh");

        assertThat(github.toTrustedIssuer())
                .isEqualTo(new TrustedIssuer(
                        github.issuer(),
                        IssuerKind.GITHUB,
                        Set.copyOf(github.audiences()),
                        github.maxAge(),
                        new IssuerKeys.Published("gh", github.id(), github.issuer(), 1)));
        assertThat(SampleIssuers.cluster("cluster").toTrustedIssuer().keys())
                .isEqualTo(new IssuerKeys.Uploaded(TestKeys.keySet()));
    }

    @Test
    void people_alone_sign_in() {
        Issuer people = SampleIssuers.people("people");

        for (IssuerKind kind : IssuerKind.values()) {
            SignIn signIn = kind == IssuerKind.PEOPLE ? null : people.signIn();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Issuer(
                            people.name(),
                            people.id(),
                            kind,
                            people.issuer(),
                            people.audiences(),
                            null,
                            true,
                            people.maxAge(),
                            signIn,
                            true,
                            1));
        }
    }
}
