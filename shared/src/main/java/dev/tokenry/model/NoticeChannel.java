package dev.tokenry.model;

/**
 * The ways by which notices reach people and programs. A token is marked for each, so that a failure of one affects no
 * other.
 */
public enum NoticeChannel {
    /** The audit trail, which includes the event bus. */
    EVENT("event"),
    /** An email to the owner. */
    MAIL("mail"),
    /** A topic of Amazon SNS. */
    TOPIC("topic");

    private final String id;

    NoticeChannel(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
