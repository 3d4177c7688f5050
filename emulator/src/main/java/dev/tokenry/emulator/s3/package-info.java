/** An emulator of presigned S3 uploads. */
@NullMarked
package dev.tokenry.emulator.s3;

import org.jspecify.annotations.NullMarked;
