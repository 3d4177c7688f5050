/** Operations on projects. */
@NullMarked
package dev.tokenry.functions.projects;

import org.jspecify.annotations.NullMarked;
