package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetchResult.Cause;
import dev.tokenry.exchange.keys.KeyFetchResult.Step;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.http.HttpsKeyFetcher;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of issuers are fetched over HTTPS alone, unless the code that creates the wiring decides otherwise. */
class KeyFetcherTest {

    @Test
    void a_wiring_of_variables_alone_rejects_http() {
        KeyFetcher fetcher = Wiring.from(Map.of()).keyFetcher();

        assertThat(fetcher).isInstanceOf(HttpsKeyFetcher.class);
        assertThat(fetcher.fetch("http://127.0.0.1:8080/local/issuers/github"))
                .isEqualTo(new KeyFetchResult.Failed(Step.DISCOVERY, Cause.URL));
    }

    @Test
    void a_wiring_with_another_fetcher_uses_it() {
        KeyFetcher fetcher = _ -> new KeyFetchResult.Failed(Step.KEYS, Cause.STATUS);

        assertThat(Wiring.from(Map.of(), fetcher).keyFetcher()).isSameAs(fetcher);
    }
}
