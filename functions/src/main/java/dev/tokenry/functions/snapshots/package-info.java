/** {@code POST /v2/projects/{project}/snapshots}. */
@NullMarked
package dev.tokenry.functions.snapshots;

import org.jspecify.annotations.NullMarked;
