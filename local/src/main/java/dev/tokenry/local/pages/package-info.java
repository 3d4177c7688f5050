/** Pages that only the local stack has: the events that it published and the messages that it sent. */
@NullMarked
package dev.tokenry.local.pages;

import org.jspecify.annotations.NullMarked;
