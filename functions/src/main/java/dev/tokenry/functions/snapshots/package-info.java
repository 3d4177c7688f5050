/** {@code POST /v2/projects/{project}/snapshots}: the CI upload that a token is for. */
@NullMarked
package dev.tokenry.functions.snapshots;

import org.jspecify.annotations.NullMarked;
