package dev.tokenry.exchange.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the link of a subject counts for a user record, which has or has not the same identity. */
class IdentityLinkTest {

    private static final IdentityLink LINK =
            new IdentityLink(new UserIdentity("people", "i1", "s-1"), OwnerName.of("jane"), "u1", Instant.EPOCH);

    @ParameterizedTest
    @CsvSource({
        // name and id of the record; issuer, its id and the subject of its identity; whether the link counts
        "jane, u1, people, i1, s-1, true",
        "Jane, u1, people, i1, s-1, true",
        // A record that was created again under the name.
        "jane, u2, people, i1, s-1, false",
        "john, u1, people, i1, s-1, false",
        // An identity of an earlier issuer of the name, of another issuer, and of another subject.
        "jane, u1, people, i2, s-1, false",
        "jane, u1, others, i1, s-1, false",
        "jane, u1, people, i1, s-2, false"
    })
    void link_counts_for_the_record_and_the_identity_that_it_names(
            String name, String id, String issuer, String issuerId, String subject, boolean counts) {
        User user = new User(OwnerName.of(name), id, null, null, true, Scopes.NONE, true, List.of(), 1);

        assertThat(LINK.isOf(user.withIdentities(List.of(new UserIdentity(issuer, issuerId, subject)))))
                .isEqualTo(counts);
        assertThat(LINK.isOf(user)).isFalse();
    }
}
