package dev.tokenry.functions.tokens.selector;

import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.TokenStatus;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.text.CaseFolding;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A condition on a token. The names of owners, {@code name} and {@code text} ignore case. */
public sealed interface Criterion {

    boolean matches(TokenSummary row);

    /** Matches tokens of one of these owners. */
    record Owner(List<OwnerName> names) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return names.contains(row.origin().owner());
        }
    }

    /** Matches tokens that one of these owners created. */
    record CreatedBy(List<OwnerName> names) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return names.contains(row.origin().createdBy());
        }
    }

    /** Matches tokens that are bound to this project. */
    record Project(String name) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return name.equals(row.origin().project());
        }
    }

    /** Matches tokens that have one of these scopes. */
    record HasScope(List<String> names) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return !Collections.disjoint(
                    row.scopes().values().stream().map(Scope::name).toList(), names);
        }
    }

    /** Matches tokens from an exchange, or all others. */
    record Exchanged(boolean expected) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return row.origin().isExchanged() == expected;
        }
    }

    /** Matches tokens that this trust gave. */
    record Trust(String name) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            ExchangeOrigin exchange = row.origin().exchange();
            return exchange != null && name.equals(exchange.trust());
        }
    }

    /** Matches personal access tokens, or all others. */
    record Personal(boolean expected) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return row.origin().personal() == expected;
        }
    }

    /** Matches enabled or disabled tokens. */
    record Enabled(boolean expected) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return row.enabled() == expected;
        }
    }

    /** Matches tokens that are expired, or all others. */
    record Expired(boolean expected, Instant now) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return row.isExpiredAt(now) == expected;
        }
    }

    /**
     * Matches tokens with one of these statuses, as far as a row tells: a row that only its owner can stop matches if
     * one of the two outcomes is asked for.
     */
    record Status(Set<TokenStatus> statuses, Instant now) implements Criterion {
        public Status {
            statuses = Set.copyOf(statuses);
        }

        @Override
        public boolean matches(TokenSummary row) {
            if (row.damaged()) {
                return statuses.contains(TokenStatus.DAMAGED);
            }
            if (row.leaked()) {
                return statuses.contains(TokenStatus.LEAKED);
            }
            boolean dependsOnOwner = row.enabled() && !row.isExpiredAt(now);
            return dependsOnOwner
                    ? statuses.contains(TokenStatus.ACTIVE) || statuses.contains(TokenStatus.OWNER_DISABLED)
                    : statuses.contains(row.enabled() ? TokenStatus.EXPIRED : TokenStatus.DISABLED);
        }
    }

    /** Matches tokens that are not expired and that the limits do not permit to create now, or all others. */
    record ViolatesPolicy(boolean expected, Limits limits, Instant now) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            // What cannot be read of a damaged token is absent in its row.
            boolean violates = !row.damaged()
                    && !row.isExpiredAt(now)
                    && !limits.violatedBy(row.expiresAt(), row.restrictedToAddresses(), now)
                            .isEmpty();
            return violates == expected;
        }
    }

    /** Matches tokens that are not expired now and will be at {@code until}. */
    record ExpiresWithin(Instant now, Instant until) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return row.expiresAt() != null
                    && now.isBefore(row.expiresAt())
                    && !row.expiresAt().isAfter(until);
        }
    }

    /**
     * Matches tokens with scopes that they have had since a time and not used since then, as far as a row tells:
     * whether they were used must be read from the record.
     */
    record UnusedScopes(Instant start) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return !row.damaged() && matches(row, null);
        }

        /** @param lastUse the last use with that of scopes; null if the token was never used */
        public boolean matches(TokenSummary row, @Nullable LastUse lastUse) {
            return !ScopeUse.unusedSince(start, row.scopes(), row.unchangedSince(), lastUse)
                    .values()
                    .isEmpty();
        }
    }

    /** Matches tokens whose name contains this. */
    record Name(String part) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return CaseFolding.containsIgnoreCase(row.name(), part);
        }
    }

    /** Matches tokens whose name, id, owner, creator or project contains this. */
    record Text(String part) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return Stream.of(
                            row.name(),
                            row.id().value(),
                            row.origin().owner().spelling(),
                            row.origin().createdBy().spelling(),
                            Objects.requireNonNullElse(row.origin().project(), ""))
                    .anyMatch(text -> CaseFolding.containsIgnoreCase(text, part));
        }
    }
}
