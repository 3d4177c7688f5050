package dev.tokenry.local;

import dev.tokenry.emulator.EmulatedStack;
import dev.tokenry.local.issuers.SamplePeople;
import dev.tokenry.local.pages.LocalPages;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The text that a start prints: the URLs, and the administrator token if this start created it. */
final class StartupBanner {

    private StartupBanner() {}

    static String render(LocalTokenry stack) {
        String addresses =
                stack.baseUrls().stream().map(url -> "  " + url + "\n").collect(Collectors.joining());
        return """

                Tokenry listens on %s. Ctrl-C ends it. The API is at
                %s
                """.formatted(stack.origin(), addresses)
                + stack.consoleUrl()
                        .map(url -> "The web console is at\n  " + url + "\n\n")
                        .orElse("")
                + "Events that it publishes are at\n  %s\nand messages that it sends at\n  %s\n\n"
                        .formatted(
                                stack.origin().resolve(LocalPages.EVENTS),
                                stack.origin().resolve(LocalPages.MAILBOX))
                + "OpenID providers, which sign id tokens of people and CI systems, are at\n  %s\n\n"
                        .formatted(stack.origin().resolve(LocalPages.ISSUERS))
                + stack.attachedStacks().stream()
                        .map(StartupBanner::attachedStack)
                        .collect(Collectors.joining())
                + stack.bootstrapToken()
                        .map(token -> bootstrapToken(token, stack))
                        .orElse("")
                + samples(stack);
    }

    private static String samples(LocalTokenry stack) {
        return switch (stack.samples()) {
            case SampleResult.NotRequested() -> "";
            case SampleResult.Created() -> people(stack) + job(stack);
            case SampleResult.Failed(String reason) ->
                "The records with which Tokenry can be tried were not created:\n  " + reason + "\n\n";
        };
    }

    private static String people(LocalTokenry stack) {
        String names = SamplePeople.ALL.stream()
                .map(person -> "  " + person.name() + ": " + person.description() + "\n")
                .collect(Collectors.joining());
        return stack.consoleUrl()
                .map(url -> "Sign in without a token, at %s, as\n%s\n".formatted(url, names))
                .orElse("");
    }

    private static String job(LocalTokenry stack) {
        return """
                A CI system stores no token. This command signs an id token, as GitHub does for a job, and exchanges it for a
                token of the project %s that is valid for 15 minutes:

                  curl -sS %s/mint -H 'Content-Type: application/json' -d '{}' |
                    curl -sS %s/v2/token --data-urlencode subject_token@- \\
                      -d grant_type=urn:ietf:params:oauth:grant-type:token-exchange \\
                      -d subject_token_type=urn:ietf:params:oauth:token-type:id_token -d audience=%s

                """.formatted(
                        SampleRecords.PROJECT,
                        stack.issuers().url(SampleRecords.PLATFORM),
                        stack.baseUrl(),
                        SampleRecords.TRUST);
    }

    private static String attachedStack(EmulatedStack stack) {
        String addresses = IntStream.range(0, stack.apiUrls().size())
                .mapToObj(i -> "  %s  (API %s)\n"
                        .formatted(
                                stack.apiUrls().get(i),
                                stack.template().apis().get(i).apiId()))
                .collect(Collectors.joining());
        return "The attached stack %s is at\n%s\n".formatted(stack.name(), addresses);
    }

    private static String bootstrapToken(BootstrapToken token, LocalTokenry stack) {
        return token.reveal()
                .map(tokenValue -> """
                        The administrator token, valid until %s. It is shown only now:

                        %s

                        Set TOKEN to this value. This command then creates a token:

                          curl -X POST %s/v2/apiTokens -H "Authorization: Api-Token $TOKEN" \\
                            -H 'Content-Type: application/json' -d '%s'

                        """.formatted(
                                token.expirationDate(), tokenValue, stack.baseUrl(), ExampleToken.json(stack.limits())))
                .orElseGet(() -> """
                        The administrator token %s of an earlier start is still active. That start showed its value.
                        To delete all data and get a new token: mvn -q -Plocal -Dtokenry.args=--fresh

                        """.formatted(token.id()));
    }
}
