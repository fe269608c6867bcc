package io.github.dl4jdropout.examples.run;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run that the user interrupts (Ctrl-C, or a request of the operating system to end) come to an orderly end: the virtual
 * machine, which is ending, waits until the run has noticed and is over.
 *
 * <p>The run closes this object when it is over, so that an end that the program itself asks for later does not wait for anything.
 * Further interruptions change nothing. After five minutes the virtual machine ends in any case, as if it had been killed.
 */
final class Interruption implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 300;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    private Interruption(PrintWriter err) {
        this.hook = new Thread(() -> stop(err), "interruption");
    }

    /**
     * Waits for interruptions from now on.
     *
     * @param err where to say that one was noticed
     * @return to be closed when the run is over
     */
    static Interruption watch(PrintWriter err) {
        Interruption interruption = new Interruption(err);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /**
     * A place where the run can end.
     *
     * @throws InterruptedRunException if it shall
     */
    void check() throws InterruptedRunException {
        if (requested) {
            throw new InterruptedRunException();
        }
    }

    /** Runs in a thread of its own while the virtual machine ends. */
    private void stop(PrintWriter err) {
        requested = true;
        if (over.getCount() == 0) {
            return;
        }
        err.println("Interrupted. Ends the batch that is being trained on, then writes the report.");
        err.flush();
        try {
            over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine is ending already: the hook runs, and does not wait any longer.
        }
    }
}
