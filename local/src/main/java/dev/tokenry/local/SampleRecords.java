package dev.tokenry.local;

import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.local.issuers.LocalIssuers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records with which a new stack can be tried at once. They are created by the requests that an administrator sends, so
 * that they are nothing that the API would not accept.
 */
final class SampleRecords {

    /** The platform whose jobs receive tokens. */
    static final String PLATFORM = "github";

    /** The trust of the jobs. */
    static final String TRUST = "ci-alpha";

    /** The project of the tokens that the jobs receive. */
    static final String PROJECT = "alpha";

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int FIRST_ERROR = 300;

    private final URI baseUrl;
    private final boolean requireAllowedIps;
    private final LocalIssuers issuers;

    SampleRecords(URI baseUrl, boolean requireAllowedIps, LocalIssuers issuers) {
        this.baseUrl = baseUrl;
        this.requireAllowedIps = requireAllowedIps;
        this.issuers = issuers;
    }

    SampleResult create(String tokenValue) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            // The keys of an issuer are generated when they are first needed, which takes longer on a busy machine than
            // the function waits.
            http.send(
                    request(issuers.url(PLATFORM) + "/mint")
                            .POST(json(Map.of()))
                            .build(),
                    BodyHandlers.discarding());
            for (Map.Entry<String, Map<String, Object>> each : records().entrySet()) {
                HttpResponse<String> response =
                        http.send(put(each.getKey(), each.getValue(), tokenValue), BodyHandlers.ofString());
                if (response.statusCode() >= FIRST_ERROR) {
                    return new SampleResult.Failed(
                            "PUT " + each.getKey() + " got " + response.statusCode() + ": " + response.body());
                }
            }
            return new SampleResult.Created();
        } catch (IOException e) {
            return new SampleResult.Failed(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SampleResult.Failed("The start was interrupted");
        }
    }

    /** Returns the bodies of the requests by their paths, in the order in which the records need each other. */
    private Map<String, Map<String, Object>> records() {
        Map<String, Map<String, Object>> records = new LinkedHashMap<>();
        records.put(
                "/v2/issuers/" + PLATFORM,
                Map.of("kind", "custom", "issuer", issuers.url(PLATFORM), "audiences", List.of(issuers.audience())));
        Map<String, Object> trust = new LinkedHashMap<>();
        trust.put("issuer", PLATFORM);
        trust.put("project", PROJECT);
        trust.put("scopes", List.of("snapshots.upload"));
        trust.put("conditions", List.of(Map.of("claim", "sub", "equals", issuers.subject(PLATFORM))));
        if (requireAllowedIps) {
            trust.put("allowedIps", ExampleToken.LOCAL_ADDRESSES);
        }
        records.put("/v2/trusts/" + TRUST, trust);
        records.putAll(SamplePeopleRecords.of(issuers, requireAllowedIps));
        return records;
    }

    private HttpRequest put(String path, Map<String, Object> body, String tokenValue) {
        return request(baseUrl + path)
                .header("Authorization", "Api-Token " + tokenValue)
                .PUT(json(body))
                .build();
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher json(Map<String, Object> body) {
        return BodyPublishers.ofByteArray(EmulatorJson.toBytes(body));
    }
}
