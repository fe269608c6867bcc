package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.record.EpochRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.ui.api.UIServer;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;

/** Shows another progress, and Deeplearning4j's training UI beside it, with a session a network. Found by name: see {@link TrainingUi}. */
final class Dl4jTrainingUi implements Progress {

    /** Deeplearning4j's own property, and its default. */
    private static final String PORT_PROPERTY = "org.deeplearning4j.ui.port";

    private static final String PORT = "9000";

    private final Progress progress;
    private final StatsStorage storage = new InMemoryStatsStorage();
    private final UIServer server;

    Dl4jTrainingUi(Progress progress, Console console) {
        this.progress = progress;
        int port = freePort(Integer.parseInt(System.getProperty(PORT_PROPERTY, PORT)));
        System.setProperty(PORT_PROPERTY, String.valueOf(port));
        this.server = UIServer.getInstance();
        server.attach(storage);
        console.say("Training UI: http://localhost:" + server.getPort() + "/train until training ends");
    }

    /** The one that is wished for, or another if that is taken. */
    private static int freePort(int wish) {
        try (ServerSocket socket = new ServerSocket(wish)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException none) {
                throw new UncheckedIOException(none);
            }
        }
    }

    @Override
    public List<TrainingListener> listeners(String method, long seed) {
        return List.of(new StatsListener(storage, null, null, method + ", seed " + seed, "0"));
    }

    @Override
    public void batch(Position run, double loss, double accuracyPercent) {
        progress.batch(run, loss, accuracyPercent);
    }

    @Override
    public void epoch(EpochRecord row) {
        progress.epoch(row);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            progress.close();
        }
    }
}
