package dev.tokenry.model;

import java.util.List;
import java.util.Optional;

/**
 * The notices to one owner.
 *
 * @param user the user record of the owner; empty if there is none
 * @param notices at least one, in the order of their kinds and then of their times
 */
public record NoticeDigest(OwnerName owner, Optional<User> user, List<Notice> notices) {

    public NoticeDigest {
        notices = List.copyOf(notices);
    }

    /** Returns the notices of these kinds. */
    public List<Notice> of(Notice.Kind... kinds) {
        List<Notice.Kind> wanted = List.of(kinds);
        return notices.stream().filter(notice -> wanted.contains(notice.kind())).toList();
    }
}
