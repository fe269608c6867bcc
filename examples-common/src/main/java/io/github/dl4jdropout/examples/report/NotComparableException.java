package io.github.dl4jdropout.examples.report;

import java.io.IOException;

/** Runs that were to be drawn into one picture cannot be. */
public final class NotComparableException extends IOException {

    private static final long serialVersionUID = 1;

    NotComparableException(String message) {
        super(message);
    }
}
