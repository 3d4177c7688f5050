package dev.tokenry.administration;

/** What a maintenance run decides about a token. */
public enum MaintenanceDecision {
    /** The token is marked as unused, and disabled after the period of grace unless it is used. */
    MARKED("marked"),
    /** The token is marked, and its period of grace has not ended. */
    WAITING("waiting"),
    /** The token is disabled. */
    DISABLED("disabled"),
    /** The token would be disabled, but is one of an administrator: it is only reported. */
    REPORTED("reported"),
    /** The token was used or changed at the same time, and stays as it is. */
    CHANGED("changed"),
    /** The record of the token is damaged. */
    DAMAGED("damaged");

    private final String value;

    MaintenanceDecision(String value) {
        this.value = value;
    }

    /** Returns the name in results. */
    public String value() {
        return value;
    }
}
