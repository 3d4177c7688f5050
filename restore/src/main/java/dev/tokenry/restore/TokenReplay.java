package dev.tokenry.restore;

import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretDigests.PreviousDigest;
import dev.tokenry.model.SecretDigests.RetiredDigest;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.StoredRecord;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings over what took access from a token since the restore point. What gave access is reported and not brought over.
 * Applied to its own result, it changes nothing.
 */
record TokenReplay(ReplayPolicy policy) {

    /** @param newest the newest state of the token; null if the source does not know the token */
    Replayed<Token> replay(Token restored, @Nullable StoredRecord newest) {
        return switch (newest) {
            case StoredRecord.StoredToken(var _, var token)
            when !token.origin().equals(restored.origin()) -> ofOtherOrigin(restored, token);
            case StoredRecord.StoredToken(var _, var token) -> new Comparison(restored, token).replay();
            case StoredRecord.Deleted _ ->
                policy.keepsDeleted()
                        ? Replayed.of(disabled(restored), Finding.DELETION_REVERSIBLE)
                        : Replayed.deleted();
            case null -> Replayed.of(disabled(restored), Finding.MISSING);
            default -> Replayed.of(disabled(restored), Finding.UNREADABLE);
        };
    }

    /** What is known of the leak of a secret holds for every owner. */
    private static Replayed<Token> ofOtherOrigin(Token restored, Token newest) {
        return newest.isLeaked() && !restored.isLeaked()
                ? Replayed.of(restored.revokedAsLeaked(), EnumSet.of(Finding.ORIGIN_DIFFERS, Finding.LEAKED))
                : Replayed.of(disabled(restored), Finding.ORIGIN_DIFFERS);
    }

    private static Token disabled(Token token) {
        return token.withSettings(token.settings().withEnabled(false));
    }

    /** The replay of one token that both sides know. */
    private final class Comparison {

        private final Token restored;
        private final TokenSettings before;
        private final TokenSettings since;
        private final SecretDigests newestSecrets;
        private final boolean newestLeaked;
        private final Set<Finding> findings = EnumSet.noneOf(Finding.class);

        Comparison(Token restored, Token newest) {
            this.restored = restored;
            this.before = restored.settings();
            this.since = newest.settings();
            this.newestSecrets = newest.secrets();
            this.newestLeaked = newest.isLeaked();
        }

        Replayed<Token> replay() {
            TokenSettings settings = settings();
            Token updated = restored.withSettings(settings).withSecrets(secrets(settings.expiresAt()));
            return Replayed.of(
                    marked(findings.contains(Finding.SECRET_UNKNOWN) ? disabled(updated) : updated), findings);
        }

        /** The mark belongs to the secret, and comes with it. What is not known to be another secret keeps it. */
        private Token marked(Token updated) {
            boolean leaked = newestLeaked || (restored.isLeaked() && !findings.contains(Finding.SECRETS_COPIED));
            addIf(leaked && !restored.isLeaked(), Finding.LEAKED);
            return leaked
                    ? updated.revokedAsLeaked()
                    : updated.withLifecycle(updated.lifecycle().withoutLeak());
        }

        private TokenSettings settings() {
            Instant expiresAt = earlier(before.expiresAt(), since.expiresAt());
            Scopes scopes = before.scopes().intersect(since.scopes());
            Optional<AllowedIps> common = before.allowedIps().intersect(since.allowedIps());
            // Without an address in common, the token cannot be used at all.
            boolean enabled = before.enabled() && since.enabled() && common.isPresent();
            AllowedIps allowedIps = common.orElse(before.allowedIps());
            boolean reduced = !Objects.equals(expiresAt, before.expiresAt())
                    || !scopes.equals(before.scopes())
                    || !allowedIps.sameAs(before.allowedIps());
            addIf(reduced, Finding.REDUCED);
            addIf(before.enabled() && !enabled, Finding.DISABLED);
            addIf(isWidened(expiresAt, allowedIps), Finding.WIDENED);
            addIf(
                    !before.name().equals(since.name()) || !Objects.equals(before.description(), since.description()),
                    Finding.RENAMED);
            return new TokenSettings(
                    before.name(),
                    before.description(),
                    enabled,
                    scopes,
                    expiresAt,
                    allowedIps,
                    reduced ? since.modifiedAt() : before.modifiedAt());
        }

        private boolean isWidened(@Nullable Instant expiresAt, AllowedIps allowedIps) {
            return (!before.enabled() && since.enabled())
                    || !before.scopes().containsAll(since.scopes().values())
                    || !Objects.equals(expiresAt, since.expiresAt())
                    || !allowedIps.sameAs(since.allowedIps());
        }

        private SecretDigests secrets(@Nullable Instant expiresAt) {
            SecretDigests own = restored.secrets();
            if (policy.copies()) {
                SecretDigests copied = withinOverlap(own, newestSecrets.limitOverlap(expiresAt));
                if (copied.withoutUses().equals(own.withoutUses())) {
                    return own;
                }
                findings.add(Finding.SECRETS_COPIED);
                return copied;
            }
            if (!own.current().equals(newestSecrets.current())) {
                findings.add(Finding.SECRET_UNKNOWN);
                return own;
            }
            SecretDigests reduced = reduceOverlap(own).limitOverlap(expiresAt);
            addIf(!reduced.equals(own), Finding.OVERLAP_REDUCED);
            return reduced;
        }

        /** In a table in use, an overlap can have been ended in the meantime: it stays so. */
        private SecretDigests withinOverlap(SecretDigests own, SecretDigests copied) {
            if (!policy.targetInUse()) {
                return copied;
            }
            PreviousDigest previous = own.previous();
            return previous == null
                    ? copied.withoutPrevious().withRetired(own.retired())
                    : copied.limitOverlap(previous.validUntil());
        }

        /** The same digest on both sides is no copy; another one proves nothing. */
        private SecretDigests reduceOverlap(SecretDigests own) {
            PreviousDigest previous = own.previous();
            PreviousDigest newest = newestSecrets.previous();
            if (previous == null || newest == null || !previous.digest().equals(newest.digest())) {
                return own.withoutPrevious().withRetired(retired(own));
            }
            return own.limitOverlap(newest.validUntil());
        }

        /** A secret that has ended since goes on being recognized, if it is the retired one. */
        private @Nullable RetiredDigest retired(SecretDigests own) {
            RetiredDigest newest = newestSecrets.retired();
            PreviousDigest previous = own.previous();
            return newest != null && previous != null && newest.digest().equals(previous.digest())
                    ? newest
                    : own.retired();
        }

        private void addIf(boolean applies, Finding finding) {
            if (applies) {
                findings.add(finding);
            }
        }
    }

    /** Returns the earlier of two expiration times; null means never. */
    private static @Nullable Instant earlier(@Nullable Instant first, @Nullable Instant second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.isBefore(second) ? first : second;
    }
}
