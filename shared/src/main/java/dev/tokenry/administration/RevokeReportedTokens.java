package dev.tokenry.administration;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.RequestInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Revokes the secrets that a scanner reports, each with the place where it was found. A report that is too
 * long for one request is completed by repeating it, because what has ended before costs one read and no write.
 */
public final class RevokeReportedTokens {

    /** After this time no further value is started, so that the response arrives before the gateway's timeout. */
    static final Duration TIME_BUDGET = Duration.ofSeconds(15);

    /**
     * What a scanner has found.
     *
     * @param tokenValue the text, which need not be a token value
     * @param source where it was found; null if this is not known
     */
    public record Finding(String tokenValue, @Nullable String source) {

        @Override
        public String toString() {
            return "Finding[source=" + source + "]";
        }
    }

    private final RevokeTokens revokeTokens;
    private final InstantSource clock;

    public RevokeReportedTokens(RevokeTokens revokeTokens, InstantSource clock) {
        this.revokeTokens = revokeTokens;
        this.clock = clock;
    }

    /**
     * Ends each secret that is one of a token, and ignores the rest. A value that was found in several places counts as found in
     * the first.
     *
     * @throws ServiceUnavailableException if it is not known whether all have ended; those before may have
     */
    public void execute(RequestInfo request, List<Finding> findings) {
        Instant deadline = clock.instant().plus(TIME_BUDGET);
        Set<String> done = new HashSet<>();
        CorruptRecordException damaged = null;
        for (Finding finding : findings) {
            if (!done.add(finding.tokenValue())) {
                continue;
            }
            if (!clock.instant().isBefore(deadline)) {
                throw new ServiceUnavailableException("Too little time is left for all tokens of the report");
            }
            try {
                revokeTokens.execute(
                        request, new RevokeTokens.Command(List.of(finding.tokenValue()), finding.source()));
            } catch (CorruptRecordException e) {
                // As in RevokeTokens: the record of one token must not protect the others.
                damaged = e;
            }
        }
        if (damaged != null) {
            throw damaged;
        }
    }
}
