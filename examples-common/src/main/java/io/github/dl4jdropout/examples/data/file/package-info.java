/** What all sources need of the file system: digests, listings, a lock. */
package io.github.dl4jdropout.examples.data.file;
