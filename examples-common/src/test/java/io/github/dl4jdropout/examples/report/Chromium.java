package io.github.dl4jdropout.examples.report;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** A headless Chromium with one page, driven by its own protocol (Chrome DevTools Protocol), so that no driver has to fit it. */
final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> incoming = new LinkedBlockingQueue<>();
    private final List<JsonNode> events = new ArrayList<>();
    private int lastId;

    private Chromium(Process process, URI page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Listener())
                .join();
    }

    /** The program: environment variable CHROME, else the usual names on the path. */
    static Optional<Path> find() {
        Stream<Path> onPath = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                        .map(name -> Path.of(directory, name)));
        return Stream.concat(Stream.ofNullable(System.getenv("CHROME")).map(Path::of), onPath)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts the program.
     *
     * @param program as found
     * @param profile an empty directory for what it writes
     */
    static Chromium start(Path program, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox", // for root, in containers; the page is ours
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            int port = port(process, profile.resolve("DevToolsActivePort"));
            JsonNode targets = JSON.readTree(
                    URI.create("http://127.0.0.1:" + port + "/json/list").toURL());
            for (JsonNode target : targets) {
                if (target.get("type").asText().equals("page")) {
                    Chromium chromium = new Chromium(
                            process,
                            URI.create(target.get("webSocketDebuggerUrl").asText()));
                    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
                        chromium.send(domain + ".enable", Map.of());
                    }
                    return chromium;
                }
            }
            throw new IOException("Chromium: expected a page, found " + targets);
        } catch (IOException | RuntimeException e) {
            process.destroy();
            throw e;
        }
    }

    private static int port(Process process, Path file) throws IOException, InterruptedException {
        for (int i = 0; i < 10 * PATIENCE_SECONDS && process.isAlive(); i++) {
            if (Files.exists(file) && Files.readString(file).contains("\n")) {
                return Integer.parseInt(Files.readAllLines(file).get(0));
            }
            Thread.sleep(100);
        }
        throw new IOException("Chromium: expected the port of its protocol in " + file + ", found none");
    }

    /** Sends a command and waits for its answer. Events that come meanwhile are kept. */
    JsonNode send(String method, Map<String, ?> parameters) throws IOException, InterruptedException {
        int id = ++lastId;
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        while (true) {
            JsonNode message = next();
            if (message.path("id").asInt() == id) {
                if (message.has("error")) {
                    throw new IOException(method + ": " + message.get("error"));
                }
                return message.get("result");
            }
        }
    }

    private JsonNode next() throws IOException, InterruptedException {
        JsonNode message = incoming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new IOException("Chromium: expected a message within " + PATIENCE_SECONDS + " s, received none");
        }
        if (message.has("method")) {
            events.add(message);
        }
        return message;
    }

    /** Loads a file in a window of some width, and waits until its scripts have run. */
    void load(Path file, int width, String colourScheme) throws IOException, InterruptedException {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
        events.clear();
        send("Page.navigate", Map.of("url", file.toUri().toString()));
        while (events("Page.loadEventFired").isEmpty()) {
            next();
        }
    }

    /** Of the page loaded last. */
    List<JsonNode> events(String method) {
        return events.stream()
                .filter(event -> event.get("method").asText().equals(method))
                .map(event -> event.get("params"))
                .toList();
    }

    /** The value of a JavaScript expression. */
    JsonNode evaluate(String expression) throws IOException, InterruptedException {
        JsonNode answer =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value");
    }

    /** The whole page, however long. */
    void screenshot(Path png) throws IOException, InterruptedException {
        JsonNode answer = send("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
        Files.write(png, Base64.getDecoder().decode(answer.get("data").asText()));
    }

    /** The page on paper. */
    byte[] pdf() throws IOException, InterruptedException {
        JsonNode answer = send(
                "Page.printToPDF",
                Map.of("printBackground", true, "paperWidth", 8.27, "paperHeight", 11.69, "preferCSSPageSize", true));
        return Base64.getDecoder().decode(answer.get("data").asText());
    }

    /** Ends the program as a user would, so that it tidies up; by force if it does not. */
    @Override
    public void close() {
        try {
            send("Browser.close", Map.of());
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    incoming.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
