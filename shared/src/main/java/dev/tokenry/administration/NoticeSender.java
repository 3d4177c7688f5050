package dev.tokenry.administration;

import dev.tokenry.model.NoticeChannel;
import dev.tokenry.model.NoticeDigest;
import dev.tokenry.model.User;
import java.util.Optional;

/** Sends digests on one channel. */
public interface NoticeSender {

    NoticeChannel channel();

    /**
     * Returns whether an owner receives digests on this channel. If not, it gets one once that changes, of what is true
     * then.
     *
     * @param user the user record of the owner; empty if there is none
     */
    boolean reaches(Optional<User> user);

    /**
     * Sends a digest, and again if that can help. Does not throw if it cannot be sent.
     *
     * @return whether the channel has it. If not, the next run sends what is still true of it.
     */
    boolean send(NoticeDigest digest);
}
