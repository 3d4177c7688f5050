package dev.tokenry.audit;

import org.jspecify.annotations.Nullable;

/** Who made a change, as far as the record tells. */
public sealed interface AuditActor {

    /** Returns the kind of the actor in events. */
    String kind();

    /** Returns what identifies the actor among those of all kinds. */
    String key();

    /**
     * A token that called the API.
     *
     * @param owner the owner of the token
     * @param secret which of the token's secrets it used: {@code current} or {@code previous}
     * @param sourceIp the address of the client; null if it is not known
     * @param userAgent the beginning of the client's User-Agent header; null if it sent none
     */
    record Token(
            String tokenId,
            @Nullable String owner,
            @Nullable String secret,
            @Nullable String sourceIp,
            @Nullable String userAgent)
            implements AuditActor {
        @Override
        public String kind() {
            return "token";
        }

        @Override
        public String key() {
            return "token#" + tokenId;
        }
    }

    /** An AWS principal that invoked a function. IAM has admitted it; the function does not learn who it is. */
    record Iam(String function) implements AuditActor {
        @Override
        public String kind() {
            return "iam";
        }

        @Override
        public String key() {
            return "iam#" + function;
        }
    }

    /**
     * A caller that had a secret of the token, and presented or revoked it.
     *
     * @param sourceIp the address of the client; null if it is not known
     * @param userAgent the beginning of the client's User-Agent header; null if it sent none, or if it is not known
     */
    record Possession(
            String tokenId,
            @Nullable String sourceIp,
            @Nullable String userAgent) implements AuditActor {
        @Override
        public String kind() {
            return "possession";
        }

        @Override
        public String key() {
            return "possession#" + tokenId;
        }
    }

    /**
     * An exchange that gave a token for an id token.
     *
     * @param issuer the name of the issuer's record
     * @param trust the name of the trust
     * @param subject the {@code sub} of the id token
     * @param sourceIp the address of the client; null if it is not known
     * @param userAgent the beginning of the client's User-Agent header; null if it sent none
     */
    record Exchange(
            String issuer,
            String trust,
            String subject,
            @Nullable String sourceIp,
            @Nullable String userAgent) implements AuditActor {
        @Override
        public String kind() {
            return "exchange";
        }

        /** The subject is no part of it: it can be longer than a key of an index. */
        @Override
        public String key() {
            return "exchange#" + trust;
        }
    }

    /** An AWS service: the time to live of DynamoDB. */
    record Service(String name) implements AuditActor {
        @Override
        public String kind() {
            return "service";
        }

        @Override
        public String key() {
            return "service#" + name;
        }
    }

    /** A caller that does not use this product. The record does not say who it is. */
    record Unknown() implements AuditActor {
        @Override
        public String kind() {
            return "unknown";
        }

        @Override
        public String key() {
            return "unknown";
        }
    }
}
