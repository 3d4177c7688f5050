package dev.tokenry.exchange.keys.http;

import org.jspecify.annotations.Nullable;

/** The text of a request (RFC 9112), all of which is ASCII. */
final class HttpsRequest {

    private static final String END = "\r\n";

    private HttpsRequest() {}

    static String get(PublicHttpsUrl url) {
        // Kubernetes responds with 406 for its keys unless their own media type (RFC 7517, section 8.5.1) is accepted.
        return head("GET", url, "application/json, application/jwk-set+json") + END;
    }

    /**
     * @param form the encoded body
     * @param origin the value of the header {@code Origin}; null for none
     */
    static String post(PublicHttpsUrl url, String form, @Nullable String origin) {
        return head("POST", url, "application/json")
                + (origin == null ? "" : "Origin: " + origin + END)
                + "Content-Type: application/x-www-form-urlencoded" + END
                + "Content-Length: " + form.length() + END + END + form;
    }

    private static String head(String method, PublicHttpsUrl url, String accepted) {
        return method + " " + url.path() + " HTTP/1.1" + END
                + "Host: " + url.host() + END
                + "Accept: " + accepted + END
                + "Accept-Encoding: identity" + END
                + "User-Agent: tokenry" + END
                + "Connection: close" + END;
    }
}
