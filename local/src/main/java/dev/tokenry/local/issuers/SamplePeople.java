package dev.tokenry.local.issuers;

import dev.tokenry.emulator.oidc.Person;
import java.util.List;
import java.util.Map;

/** Those who can sign in on the local stack. Their subjects are opaque, as those of identity providers are. */
public final class SamplePeople {

    public static final Person ADMINISTRATOR =
            person("5f0c4e1a-7d7e-4c55-9d0b-3a1f6f0e2b01", "alice", "Alice", "Administrator of all tokens");

    /** The claim with the name of the user. */
    public static final String USER_NAME = "preferred_username";

    /** The project of the project lead. */
    public static final String PROJECT = "alpha";

    public static final Person PROJECT_LEAD =
            person("c2b9a7d4-18f3-4b7c-8a55-6d2e9c4f7b02", "bob", "Bob", "Lead of the project " + PROJECT);

    public static final Person MEMBER =
            person("9e3d5b68-42aa-4f0e-b1c7-0f8a2d6c5e03", "carol", "Carol", "Member with tokens of her own");

    public static final List<Person> ALL = List.of(ADMINISTRATOR, PROJECT_LEAD, MEMBER);

    private SamplePeople() {}

    private static Person person(String subject, String userName, String name, String description) {
        return new Person(
                subject,
                name,
                description,
                Map.of("name", name, USER_NAME, userName, "email", userName + "@example.org", "email_verified", true));
    }
}
