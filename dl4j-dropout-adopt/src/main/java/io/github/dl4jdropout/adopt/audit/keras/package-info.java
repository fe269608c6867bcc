/** What Deeplearning4j's import makes of the dropout in a Keras model, known before it is imported: a rule in each file. No API. */
package io.github.dl4jdropout.adopt.audit.keras;
