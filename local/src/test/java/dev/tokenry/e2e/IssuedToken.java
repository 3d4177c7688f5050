package dev.tokenry.e2e;

import com.fasterxml.jackson.databind.JsonNode;

/** Token id and token value, as returned on creation or regeneration. */
record IssuedToken(String id, String token) {

    static IssuedToken from(ApiReply reply) {
        JsonNode json = reply.json();
        return new IssuedToken(
                json.required("id").textValue(), json.required("token").textValue());
    }

    /** Returns the secret, including the checksum. */
    String secret() {
        return token.substring(id.length() + 1);
    }
}
