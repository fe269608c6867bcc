/** What an audit reads of a file: its configuration alone, whatever its size. No API. */
package io.github.dl4jdropout.adopt.audit.file;
