package io.github.dl4jdropout.examples.run;

import java.util.List;

/**
 * Deeplearning4j's own training UI. It brings more jars than all the rest, so it is in builds with Maven's profile {@code ui} alone, and looked for by name.
 */
final class TrainingUi {

    private static final String IMPLEMENTATION = "io.github.dl4jdropout.examples.run.Dl4jTrainingUi";
    private static final String SERVER = "org.deeplearning4j.ui.api.UIServer";

    private TrainingUi() {}

    /**
     * Refuses where the UI is not in this build.
     *
     * @param module Maven module of the example
     * @param args as the main class got them
     * @throws UsageException with the command that has it
     */
    static void refuseIfMissing(String module, List<String> args) {
        if (!isThere()) {
            throw UsageException.value("--ui", "a build with Deeplearning4j's training UI", "one without")
                    .andTry("Try: " + RepeatCommand.asGiven(module, args));
        }
    }

    static boolean isThere() {
        // The first may be left over from an earlier build; the second is then missing.
        return isThere(IMPLEMENTATION) && isThere(SERVER);
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name, false, TrainingUi.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Starts the UI.
     *
     * @param progress what else is shown
     * @param console where the address is said
     * @return shows both; the UI ends when it is closed
     */
    static Progress start(Progress progress, Console console) {
        try {
            return (Progress) Class.forName(IMPLEMENTATION)
                    .getDeclaredConstructor(Progress.class, Console.class)
                    .newInstance(progress, console);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
