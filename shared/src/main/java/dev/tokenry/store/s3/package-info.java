/** The S3 implementation of the snapshot store. It signs requests and does not call S3. */
@NullMarked
package dev.tokenry.store.s3;

import org.jspecify.annotations.NullMarked;
