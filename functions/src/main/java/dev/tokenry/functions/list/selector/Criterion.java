package dev.tokenry.functions.list.selector;

import dev.tokenry.store.TokenSummary;
import dev.tokenry.model.Scope;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One thing that must be true of a token. Only names are looked at without regard to case. */
public sealed interface Criterion {

    boolean holds(TokenSummary row);

    /** It belongs to one of these. */
    record Owner(List<String> names) implements Criterion {
        @Override
        public boolean holds(TokenSummary row) {
            return names.contains(row.origin().owner());
        }
    }

    /** One of these made it. */
    record CreatedBy(List<String> names) implements Criterion {
        @Override
        public boolean holds(TokenSummary row) {
            return names.contains(row.origin().createdBy());
        }
    }

    /** It is bound to this project. */
    record Project(String name) implements Criterion {
        @Override
        public boolean holds(TokenSummary row) {
            return name.equals(row.origin().project());
        }
    }

    /** It has one of these scopes. */
    record HasScope(List<String> names) implements Criterion {
        @Override
        public boolean holds(TokenSummary row) {
            return !Collections.disjoint(
                    row.scopes().values().stream().map(Scope::name).toList(), names);
        }
    }

    /** It is a personal one, or it is none. */
    record Personal(boolean wanted) implements Criterion {
        @Override
        public boolean holds(TokenSummary row) {
            return row.origin().personal() == wanted;
        }
    }

    /** It is enabled, or disabled. */
    record Enabled(boolean wanted) implements Criterion {
        @Override
        public boolean holds(TokenSummary row) {
            return row.enabled() == wanted;
        }
    }

    /** It is past its expiry, or is not. */
    record Expired(boolean wanted, Instant now) implements Criterion {
        @Override
        public boolean holds(TokenSummary row) {
            return (row.expiresAt() != null && !now.isBefore(row.expiresAt())) == wanted;
        }
    }

    /** It works still, and will have ceased to by then. */
    record ExpiresWithin(Instant now, Instant until) implements Criterion {
        @Override
        public boolean holds(TokenSummary row) {
            return row.expiresAt() != null
                    && now.isBefore(row.expiresAt())
                    && !row.expiresAt().isAfter(until);
        }
    }

    /** Its name holds this. */
    record Name(String part) implements Criterion {
        @Override
        public boolean holds(TokenSummary row) {
            return holdsPart(row.name(), part);
        }
    }

    /** One of the names that it goes by or belongs to holds this. */
    record Text(String part) implements Criterion {
        @Override
        public boolean holds(TokenSummary row) {
            return Stream.of(
                            row.name(),
                            row.id().value(),
                            row.origin().owner(),
                            row.origin().createdBy(),
                            Objects.requireNonNullElse(row.origin().project(), ""))
                    .anyMatch(text -> holdsPart(text, part));
        }
    }

    private static boolean holdsPart(String text, String part) {
        return Case.fold(text).contains(Case.fold(part));
    }
}
