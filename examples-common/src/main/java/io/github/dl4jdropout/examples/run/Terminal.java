package io.github.dl4jdropout.examples.run;

import java.io.Console;
import java.lang.reflect.Method;

/** Whether a person looks at a console on which lines can be redrawn. */
final class Terminal {

    private Terminal() {}

    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        // Since JDK 22 there may be a console without a terminal. The method that tells came with it; this is Java 17.
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return (boolean) isTerminal.invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
