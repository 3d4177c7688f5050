package dev.tokenry.functions.tokens.selector;

import dev.tokenry.store.TokenSummary;
import dev.tokenry.model.Scope;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One thing that must be true of a token. Only names are looked at without regard to case. */
public sealed interface Criterion {

    boolean matches(TokenSummary row);

    /** It belongs to one of these. */
    record Owner(List<String> names) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return names.contains(row.origin().owner());
        }
    }

    /** One of these made it. */
    record CreatedBy(List<String> names) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return names.contains(row.origin().createdBy());
        }
    }

    /** It is bound to this project. */
    record Project(String name) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return name.equals(row.origin().project());
        }
    }

    /** It has one of these scopes. */
    record HasScope(List<String> names) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return !Collections.disjoint(
                    row.scopes().values().stream().map(Scope::name).toList(), names);
        }
    }

    /** It is a personal one, or it is none. */
    record Personal(boolean expected) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return row.origin().personal() == expected;
        }
    }

    /** It is enabled, or disabled. */
    record Enabled(boolean expected) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return row.enabled() == expected;
        }
    }

    /** It is past its expiry, or is not. */
    record Expired(boolean expected, Instant now) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return (row.expiresAt() != null && !now.isBefore(row.expiresAt())) == expected;
        }
    }

    /** It works still, and will have ceased to by then. */
    record ExpiresWithin(Instant now, Instant until) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return row.expiresAt() != null
                    && now.isBefore(row.expiresAt())
                    && !row.expiresAt().isAfter(until);
        }
    }

    /** Its name holds this. */
    record Name(String part) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return containsIgnoreCase(row.name(), part);
        }
    }

    /** One of the names that it goes by or belongs to holds this. */
    record Text(String part) implements Criterion {
        @Override
        public boolean matches(TokenSummary row) {
            return Stream.of(
                            row.name(),
                            row.id().value(),
                            row.origin().owner(),
                            row.origin().createdBy(),
                            Objects.requireNonNullElse(row.origin().project(), ""))
                    .anyMatch(text -> containsIgnoreCase(text, part));
        }
    }

    private static boolean containsIgnoreCase(String text, String part) {
        return CaseFolding.fold(text).contains(CaseFolding.fold(part));
    }
}
