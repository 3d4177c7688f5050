package dev.tokenry.token;

import java.util.List;

/** An error as the caller sees it. One place, in the API's room, turns it into an answer. */
public abstract sealed class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private Problem(String message) {
        // No stack trace: a problem is an answer, not a fault.
        super(message, null, false, false);
    }

    /** One thing that is wrong with a request, and where. */
    public record Violation(String path, String message, Place place) {}

    /** The part of a request that a violation is in. */
    public enum Place {
        PATH,
        PAYLOAD_BODY,
        QUERY,
        HEADER
    }

    /** The request breaks rules that its sender could have known: all of them at once. */
    public static final class Invalid extends Problem {
        private static final long serialVersionUID = 1;
        private final transient List<Violation> violations;

        public Invalid(List<Violation> violations) {
            super(violations.size() == 1 ? violations.getFirst().message() : "The request is not valid.");
            this.violations = List.copyOf(violations);
        }

        public Invalid(String path, String message, Place place) {
            this(List.of(new Violation(path, message, place)));
        }

        public List<Violation> violations() {
            return violations;
        }
    }

    /** The principal is known and may not do this. */
    public static final class Forbidden extends Problem {
        private static final long serialVersionUID = 1;

        public Forbidden(String message) {
            super(message);
        }
    }

    /** Nothing is there that the principal may see: unknown and foreign are told apart by nobody. */
    public static final class NotFound extends Problem {
        private static final long serialVersionUID = 1;

        public NotFound() {
            super("There is nothing here.");
        }
    }

    /** Somebody else changed the same thing meanwhile. */
    public static final class Conflict extends Problem {
        private static final long serialVersionUID = 1;

        public Conflict(String message) {
            super(message);
        }
    }

    /** What is to be changed is not, or is no longer, at the version that the request names. */
    public static final class PreconditionFailed extends Problem {
        private static final long serialVersionUID = 1;

        public PreconditionFailed() {
            super("If-Match names another version than there is. Nothing was changed.");
        }
    }

    /** Names are unique, and another token of the owner has this one. */
    public static final class NameTaken extends Problem {
        private static final long serialVersionUID = 1;

        public NameTaken(String name, TokenId holder) {
            super("The name \"" + name + "\" belongs to the token " + holder + " of the same owner. Choose another.");
        }
    }

    /** An idempotency key stands for another request than this one. */
    public static final class KeyReused extends Problem {
        private static final long serialVersionUID = 1;

        public KeyReused() {
            super("The Idempotency-Key came with another body before. Nothing was changed; use a new key.");
        }
    }

    /** The body is larger than a request may be. */
    public static final class TooLarge extends Problem {
        private static final long serialVersionUID = 1;

        public TooLarge(int mostBytes) {
            super("The request body is larger than " + mostBytes + " bytes.");
        }
    }

    /** The body is not JSON. */
    public static final class UnsupportedMediaType extends Problem {
        private static final long serialVersionUID = 1;

        public UnsupportedMediaType() {
            super("The request body must be application/json.");
        }
    }
}
