package dev.tokenry.store;

import java.util.List;

/** A record in a list that is sorted by name. */
public interface NameRow {

    IndexPosition position();

    /** Returns whether the record cannot be read, so that only its name is known. */
    boolean isDamaged();

    /** Returns the texts in which a search looks. */
    List<String> searchTexts();
}
