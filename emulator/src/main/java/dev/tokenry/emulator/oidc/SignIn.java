package dev.tokenry.emulator.oidc;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who can sign in with a provider, and at which application.
 *
 * @param clientId the id of the application, which is a public client: it has no secret
 * @param redirectUris where the application receives codes; compared character by character
 * @param postLogoutRedirectUris where the application continues after a sign-out
 */
public record SignIn(
        String clientId, Set<String> redirectUris, Set<String> postLogoutRedirectUris, List<Person> people) {

    public SignIn {
        redirectUris = Set.copyOf(redirectUris);
        postLogoutRedirectUris = Set.copyOf(postLogoutRedirectUris);
        people = List.copyOf(people);
    }

    Optional<Person> findPerson(String subject) {
        return people.stream()
                .filter(person -> person.subject().equals(subject))
                .findFirst();
    }
}
