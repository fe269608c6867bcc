/** Files fetched from mirrors, checked, and gone on with where a transfer broke off. */
package io.github.dl4jdropout.examples.data.download;
