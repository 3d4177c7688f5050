package dev.tokenry.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;

/** A token that an answer showed. */
record Issued(String id, String token) {

    static Issued in(Reply reply) {
        JsonNode json = reply.json();
        return new Issued(
                json.required("id").textValue(), json.required("token").textValue());
    }

    /** What nobody but the holder may know. */
    String secret() {
        return token.substring(id.length() + 1);
    }
}
