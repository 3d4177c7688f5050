package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.exchange.keys.AuthorizationCode;
import dev.tokenry.exchange.keys.CodeRedeemer;
import dev.tokenry.exchange.keys.CodeRedemption;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetchResult.Step;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.http.HttpsCodeRedeemer;
import dev.tokenry.exchange.keys.http.HttpsKeyFetcher;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Keys of issuers are fetched, and codes redeemed, over HTTPS alone, unless the code that creates the wiring decides
 * otherwise.
 */
class KeyFetcherTest {

    @Test
    void a_wiring_of_variables_alone_rejects_http() {
        KeyFetcher fetcher = Wiring.from(Map.of()).keyFetcher();

        assertThat(fetcher).isInstanceOf(HttpsKeyFetcher.class);
        assertThat(fetcher.fetch("http://127.0.0.1:8080/local/issuers/github"))
                .isEqualTo(new KeyFetchResult.Failed(Step.DISCOVERY, DocumentFailure.URL));
        CodeRedeemer redeemer = Wiring.from(Map.of()).codeRedeemer();
        assertThat(redeemer).isInstanceOf(HttpsCodeRedeemer.class);
        assertThat(redeemer.redeem(
                        "http://127.0.0.1:8080/local/issuers/people/token",
                        new AuthorizationCode("client", "https://tokenry.example/", "code", "v".repeat(43))))
                .isEqualTo(new CodeRedemption.Failed(DocumentFailure.URL));
    }

    @Test
    void a_wiring_with_another_fetcher_uses_it() {
        KeyFetcher fetcher = _ -> new KeyFetchResult.Failed(Step.KEYS, DocumentFailure.STATUS);
        CodeRedeemer redeemer = (_, _) -> new CodeRedemption.Rejected();

        Wiring wiring = Wiring.from(Map.of(), fetcher, redeemer);

        assertThat(wiring.keyFetcher()).isSameAs(fetcher);
        assertThat(wiring.codeRedeemer()).isSameAs(redeemer);
    }
}
