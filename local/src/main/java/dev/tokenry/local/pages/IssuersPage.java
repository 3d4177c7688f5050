package dev.tokenry.local.pages;

import dev.tokenry.emulator.io.Markup;
import dev.tokenry.emulator.oidc.Person;
import dev.tokenry.local.issuers.LocalIssuers;
import dev.tokenry.local.issuers.SamplePeople;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The issuers of the stack, how a token of a CI system is signed, and who can sign in. */
final class IssuersPage implements PageHandler.Page {

    private final LocalIssuers issuers;

    IssuersPage(LocalIssuers issuers) {
        this.issuers = issuers;
    }

    @Override
    public Optional<PageResponse> show(PageRequest request) {
        if (!request.path().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(request.wantsJson() ? json() : HtmlPage.of("Issuers", main()));
    }

    private PageResponse json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("issuers", issuers.urls());
        json.put("audience", issuers.audience());
        json.put("clientId", LocalIssuers.CONSOLE_CLIENT_ID);
        json.put("people", SamplePeople.ALL.stream().map(IssuersPage::json).toList());
        return PageResponse.json(json);
    }

    private static Map<String, Object> json(Person person) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", person.name());
        json.put("description", person.description());
        json.put("subject", person.subject());
        return json;
    }

    private String main() {
        return """
                <p>OpenID providers for development, which verify nothing before they sign. <a href="?format=json">As JSON</a></p>
                <table>
                <caption>Each has keys of its own</caption>
                <thead><tr><th scope="col">Name</th><th scope="col">Issuer</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                <h2>An id token of a CI system</h2>
                <p>The body changes the claims of the sample; a claim that is <code>null</code> is left out. The query can
                have <code>alg</code> (<code>RS256</code>, <code>ES256</code>), <code>kid</code> and <code>lifetime</code>
                in seconds.</p>
                <pre>%s</pre>
                <h2>People</h2>
                <table>
                <caption>They sign in with the issuer %s</caption>
                <thead><tr><th scope="col">Name</th><th scope="col">Description</th><th scope="col">Subject</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                """.formatted(
                        issuers.urls().entrySet().stream()
                                .map(each -> issuer(each.getKey(), each.getValue()))
                                .collect(Collectors.joining()),
                        Markup.escape(mintCommand(issuers.url("github"))),
                        LocalIssuers.PEOPLE,
                        SamplePeople.ALL.stream().map(IssuersPage::person).collect(Collectors.joining()));
    }

    private static String issuer(String name, String url) {
        return row(List.of(
                Markup.escape(name),
                "<a href=\"%1$s/.well-known/openid-configuration\">%1$s</a>".formatted(Markup.escape(url))));
    }

    private static String person(Person person) {
        return row(List.of(
                Markup.escape(person.name()), Markup.escape(person.description()), Markup.escape(person.subject())));
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining("</td><td>", "<tr><td>", "</td></tr>\n"));
    }

    private static String mintCommand(String issuer) {
        return "curl -sS " + issuer
                + "/mint -H 'Content-Type: application/json' \\\n  -d '{\"ref\": \"refs/heads/main\"}'";
    }
}
