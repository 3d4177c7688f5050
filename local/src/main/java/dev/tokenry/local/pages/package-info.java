/** Pages that only the local stack has: the events that it published, the messages that it sent, and its issuers. */
@NullMarked
package dev.tokenry.local.pages;

import org.jspecify.annotations.NullMarked;
