/** Functions as Lambda runs them: from their zip, in a process of their own with the real runtime interface client. */
@NullMarked
package dev.tokenry.emulator.packaged;

import org.jspecify.annotations.NullMarked;
