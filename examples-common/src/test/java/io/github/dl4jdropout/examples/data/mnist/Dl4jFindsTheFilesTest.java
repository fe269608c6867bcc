package io.github.dl4jdropout.examples.data.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.data.DataRequest;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.SourceOrder;
import io.github.dl4jdropout.examples.data.download.Downloader;
import io.github.dl4jdropout.examples.data.download.FaultyServer;
import io.github.dl4jdropout.examples.data.synthetic.SyntheticDigits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.common.resources.DL4JResources;
import org.deeplearning4j.datasets.iterator.impl.MnistDataSetIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

/** DL4J's own iterator, whose host is gone, reads what was downloaded here. */
class Dl4jFindsTheFilesTest {
    /** Counts that DL4J insists on for its test part. */
    private static final Map<String, byte[]> FILES = IdxFixture.files(10_000, 10_000);

    @TempDir
    Path directory;

    @BeforeEach
    void cutDl4jOff() {
        DL4JResources.setBaseDirectory(directory.toFile());
        DL4JResources.setBaseDownloadURL("http://127.0.0.1:9/");
    }

    @AfterEach
    void restore() {
        DL4JResources.resetBaseDirectoryLocation();
        DL4JResources.setBaseDownloadURL("https://dl4jdata.blob.core.windows.net/");
    }

    @Test
    void afterADownloadMnistDataSetIteratorGivesTheSameImagesWithoutOne() throws Exception {
        ImageData ours;
        try (var server = new FaultyServer()) {
            IdxFixture.gzip(FILES).forEach((name, content) -> server.at("/" + name, server.serve(content)));
            ours = SourceOrder.load(
                    DataRequest.of(DataRequest.Choice.REAL),
                    new MnistSources(
                            DL4JResources.getBaseDirectory().toPath(),
                            IdxFixture.asOfficial(FILES),
                            List.of(server.address("/")),
                            new Downloader(Downloader.Patience.USUAL),
                            SyntheticDigits::likeMnist));
        }

        DataSet dl4js = new MnistDataSetIterator(10_000, 10_000, false, false, false, 0).next();
        assertThat(dl4js.getFeatures()).isEqualTo(ours.test().getFeatures());
        assertThat(dl4js.getLabels()).isEqualTo(ours.test().getLabels());
    }
}
