/**
 * The rules of a migration: what stands for which of Deeplearning4j's dropouts, and where it is put.
 */
package io.github.dl4jdropout.adopt.migrate;
